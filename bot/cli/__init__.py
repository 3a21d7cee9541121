"""The `cleancall` command: `main` has the commands, and a module for each group of them does the work.

`daily`, `staff`, `database`, `stats`, `installation`, `tables`, `doctor` and `run` are the groups. What they share:
`desk` (from the settings to an open desk), `reasons` (why something was refused, in words), `exits`, `language`, and
`usage` (help and misuse in words).
"""
