"""Views of lists: what comes in."""
