"""The `cleancall` command: a module for each group of commands."""
