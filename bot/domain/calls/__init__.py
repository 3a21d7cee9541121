"""Rules of calls: from claim to close."""
