"""Rules of lists: what comes in."""
