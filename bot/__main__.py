"""`python -m bot` is the `cleancall` command."""

from bot.cli import main

main()
