"""Views of figures: statistics, signals, reports."""
