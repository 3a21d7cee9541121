"""How much of a file is read: what a station's list never reaches, and a hostile file does."""

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 256
"""Columns to the right of these are not looked at."""
MOST_SHEETS = 400
MOST_CELLS = 8_000_000
MOST_LETTERS = 200_000_000
LONGEST_CELL = 32_767
"""What a cell holds in Excel."""
MOST_UNPACKED = 800 * 1024 * 1024
MOST_RATIO = 500
"""A workbook that unpacks to more than this many times its size is a bomb, not a list."""
MOST_MEMORY = 1024**3
MOST_SECONDS = 50
