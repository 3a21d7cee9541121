"""The charts of a report, as PNG pictures."""
