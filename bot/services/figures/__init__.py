"""Use cases of figures: statistics, signals, reports."""
