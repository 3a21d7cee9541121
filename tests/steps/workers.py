"""Tests that share a worker of the run, because each worker would make again what takes long to make."""

import pytest

RUNS_COMMANDS = pytest.mark.xdist_group("commands")
RUNS_BOTS = pytest.mark.xdist_group("bots")
"""Processes are forked from one that has loaded the program and run it: 2 seconds of the processor for each worker."""
DRAWS_PAGES = [pytest.mark.xdist_group("pages"), pytest.mark.long]
"""Fonts and charts are loaded once."""
