"""Views of calls: from claim to close."""
