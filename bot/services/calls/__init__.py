"""Use cases of calls: from claim to close."""
