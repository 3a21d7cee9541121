"""How the command is used, in the reader's language: its help, and what is said to a misuse."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperArgument, TyperCommand, TyperGroup

from bot.domain.keeping.anchors import read_anchor
from bot.texts import LOCALES, Texts

NAME = "cleancall"
HELP_IS_SHOWN = "NoArgsIsHelpError"


class Misuse(typer.BadParameter):
    """The command cannot be run as it was typed: the sentence that says why, and its facts."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def existing_file(file: Path | None) -> Path | None:
    """Take a file that can be read, if one is named.

    Raises:
        Misuse: there is none.
    """
    if file is None:
        return None
    if not file.is_file():
        raise Misuse("misuse.no_file", file=file)
    if not os.access(file, os.R_OK):
        raise Misuse("misuse.unreadable_file", file=file)
    return file


def existing_folder(folder: Path | None) -> Path | None:
    """Take a folder that is there, if one is named.

    Raises:
        Misuse: there is none.
    """
    if folder is not None and not folder.is_dir():
        raise Misuse("misuse.no_folder", folder=folder)
    return folder


def existing_paths(paths: list[Path]) -> list[Path]:
    """Take files and folders that are there.

    Raises:
        Misuse: one of them is not.
    """
    for path in paths:
        if not path.exists():
            raise Misuse("misuse.no_file", file=path)
    return paths


def known_language(locale: str | None) -> str | None:
    """Take a language that there are texts in.

    Raises:
        Misuse: there are none.
    """
    if locale is not None and locale not in LOCALES:
        raise Misuse("misuse.language", languages=", ".join(LOCALES))
    return locale


def known_anchors(typed: list[str] | None) -> list[str]:
    """Take anchors as they were printed, several in one go too.

    Raises:
        Misuse: something is none.
    """
    each = [words.strip() for line in typed or () for words in re.split("[,·]", line)]
    for words in each:
        if read_anchor(words) is None:
            raise Misuse("misuse.anchor", words=words)
    return each


def describe(group: TyperGroup, texts: Texts) -> None:
    """Put the help of every command, argument and option in words."""
    context = _context_in(texts)
    for path, command in commands_of(group):
        command.context_class = context
        command.options_metavar = texts.plain("usage.some_options")
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = texts.plain("usage.some_command")
        command.help = texts.plain(f"command.{path}")
        command.rich_help_panel = texts.plain("usage.commands")
        for parameter in command.params:
            kind = "arguments" if isinstance(parameter, TyperArgument) else "options"
            words = texts.plain(f"parameter.{path}_{parameter.name}") + _default_of(parameter, texts)
            _explain(parameter, words, texts.plain(f"usage.{kind}"))
        of_help = command.get_help_option(typer.Context(command))
        _explain(of_help, texts.plain("usage.help"), texts.plain("usage.options"))


def commands_of(group: TyperGroup, path: str = "") -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """List a group and all that is in it, each with its path: "keys", "keys_rotate"."""
    yield path or NAME, group
    for name, command in group.commands.items():
        below = f"{path}_{name}" if path else name
        if isinstance(command, TyperGroup):
            yield from commands_of(command, below)
        elif isinstance(command, TyperCommand):
            yield below, command


def _context_in(texts: Texts) -> type[typer.Context]:
    """Make the kind of context that begins the line of how to use a command in words of the reader's."""
    base = typer.Context.formatter_class

    def write_usage(self: Any, program: str, pieces: str = "", _prefix: str | None = None) -> None:
        from typer import rich_utils  # noqa: PLC0415 — help alone needs it, and has loaded it

        rich_utils.REQUIRED_LONG_STRING = texts.plain("usage.required")
        base.write_usage(self, program, pieces, f"{texts.plain('usage.begins')} ")

    formatter = type("Formatter", (base,), {"write_usage": write_usage})
    return type("Context", (typer.Context,), {"formatter_class": formatter})


def _explain(parameter: Any, words: str, panel: str) -> None:
    parameter.help, parameter.rich_help_panel, parameter.show_default = words, panel, False
    if getattr(parameter, "is_flag", False):
        parameter.metavar = ""


def _default_of(parameter: Any, texts: Texts) -> str:
    """Say what holds where nothing is typed, if that is something."""
    value = parameter.default
    if value is None or isinstance(value, bool) or callable(value):
        return ""
    return " " + texts.plain("usage.default", value=getattr(value, "value", value))


def tell_misuse(error: typer.TyperException, texts: Texts) -> int:
    """Print what was typed wrongly, and where to read how it is right. Gives the exit code."""
    if type(error).__name__ != HELP_IS_SHOWN:
        console = Console(stderr=True, soft_wrap=True, highlight=False)
        console.print(_misuse(error, texts), style="red", markup=False)
        context = getattr(error, "ctx", None)
        command = NAME if context is None else context.command_path
        console.print(texts.plain("misuse.see_help", command=command), markup=False)
    return error.exit_code


def _misuse(error: Any, texts: Texts) -> str:
    """Say what is wrong by the kind of typer's error: its own words are English."""
    match type(error).__name__:
        case "Misuse":
            return texts.plain(error.key, **error.facts)
        case "NoSuchOption":
            return texts.plain("misuse.option", name=error.option_name)
        case "BadOptionUsage":
            return texts.plain("misuse.option_value", name=error.option_name)
        case "MissingParameter":
            return texts.plain("misuse.missing", name=_name_of(error.param))
        case "BadParameter":
            return texts.plain("misuse.value", name=_name_of(error.param), help=error.param.help)
        case _ if error.ctx is not None and isinstance(error.ctx.command, TyperGroup):
            return texts.plain("misuse.command", commands=", ".join(error.ctx.command.commands))
        case _:
            return texts.plain("misuse.arguments")


def _name_of(parameter: Any) -> str:
    """Give the name as it is typed: "--out", "FILE"."""
    return str(parameter.name).upper() if isinstance(parameter, TyperArgument) else str(max(parameter.opts, key=len))
