"""Charts, workbooks and pages as pure functions: (card, texts) → bytes.

Importing the room loads matplotlib, openpyxl and fpdf2, about a second's work: whoever makes no document should not.
"""
