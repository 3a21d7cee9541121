"""Use cases of lists: what comes in."""
