"""Years of a station at work in one process: does it stay as small and as quick as in its first week."""
