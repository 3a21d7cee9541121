"""`python -m bot` is the `cleancall` command."""

from bot.cli.main import main

main()
