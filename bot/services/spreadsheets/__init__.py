"""Bytes of a file → sheets of rows: text, workbooks and web pages, read in a process of its own."""
