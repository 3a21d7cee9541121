"""Tables and queries of calls: from claim to close."""
