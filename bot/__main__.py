"""The `cleancall` command, and `python -m bot`."""

import signal
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line. Whoever presses Ctrl-C, while it is being loaded too, reads no traceback."""
    answer = signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interrupted import may end in any exception
    from bot.cli.main import main as command_line  # noqa: PLC0415 — the signal is set first

    signal.signal(signal.SIGINT, answer)
    try:
        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except RuntimeError as error:  # so does Python 3.11 tell what interrupts the making of a class
        if isinstance(error.__cause__, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        raise


if __name__ == "__main__":
    main()
