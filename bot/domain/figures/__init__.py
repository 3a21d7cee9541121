"""Rules of figures: statistics, signals, reports."""
