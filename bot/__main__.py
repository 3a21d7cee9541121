"""The `cleancall` command, and `python -m bot`."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line. Whoever presses Ctrl-C while it is being loaded reads no traceback."""
    try:
        from bot.cli.main import main as command_line  # noqa: PLC0415 — loading it can be interrupted too

        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
