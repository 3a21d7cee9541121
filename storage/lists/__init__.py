"""Tables and queries of lists: what comes in."""
