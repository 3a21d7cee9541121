"""Processes that a test starts run the mutant too: what `sys.executable` names is a program that loads it."""

import sys
from pathlib import Path

PROGRAM = """#!{python} -P
import os
import runpy
import sys
from importlib.util import spec_from_file_location


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return spec_from_file_location(name, {file!r}) if name == {name!r} else None


sys.meta_path.insert(0, Finder)
if "-m" not in sys.argv:
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
sys.argv = sys.argv[sys.argv.index("-m") + 1 :]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def program_with(module: str, code: str, folder: Path) -> str:
    """Write a program that is Python with one module (its path in the tree) another; return its path."""
    mutant, program = folder / "mutant.py", folder / "python"
    mutant.write_text(code, encoding="utf-8")
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    program.write_text(PROGRAM.format(python=sys.executable, file=str(mutant), name=name), encoding="utf-8")
    program.chmod(0o755)
    return str(program)
