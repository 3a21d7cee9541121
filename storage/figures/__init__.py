"""Tables and queries of figures: statistics, signals, reports."""
