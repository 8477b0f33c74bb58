"""Worked examples of the documentation, read from a page and followed step by step."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recompute.source.fences import Fence
from recompute.source.tree import blanked, fences
from tests.published import ROOT

TITLE = re.compile(r'title="([^"]+)"')
IDENTITY = {
    f"GIT_{role}_{what}": "reader@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
ESCAPED_INCLUDE = ";--8<--"  # A page that shows an include has it escaped; readers see it without the semicolon.


@dataclass(frozen=True)
class Step:
    """One thing to do or to see: commands and what they print, or a file to write, to see or to edit."""

    kind: str
    code: str
    file: str = ""
    output: str = ""


def steps(page: str, language: str, id_: str) -> list[Step]:
    """Return the steps of a page's section of the second level, by its id."""
    text = (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8")
    outside = blanked(text, ((fence.start, fence.end) for fence in fences(text)))  # Pages that are shown have headings.
    section = re.search(rf"^## [^\n]*\{{ #{id_} \}}\n(.*?)^## ", outside, re.DOTALL | re.MULTILINE)
    assert section is not None
    return list(_read(list(fences(text[section.start(1) : section.end(1)]))))


def _read(shown: list[Fence]) -> Iterator[Step]:
    for fence, behind in zip(shown, [*shown[1:], None], strict=True):
        title, code = TITLE.search(fence.info), fence.code.replace(ESCAPED_INCLUDE, ESCAPED_INCLUDE[1:])
        if fence.language == "bash":
            is_output = behind is not None and behind.language == "text"
            yield Step("run", code, output=behind.code if behind is not None and is_output else "")
        elif fence.language == "diff":
            assert title is not None
            yield Step("edit", code, title[1])
        elif fence.language != "text":
            assert title is not None
            yield Step("see" if 'data-step="see"' in fence.info else "write", code, title[1])


def run(project: Path, commands: str, **variables: str) -> str:
    """Run commands, one a line; return all that they print. One that fails must have said why."""
    return "".join(_run(project, command, variables).stdout for command in commands.splitlines())


def _run(project: Path, command: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = [sys.executable if word == "python" else word for word in shlex.split(command)]
    environment = {**os.environ, **IDENTITY, "PYTHONPATH": str(project), "PYTHONUTF8": "1", **variables}
    finished = subprocess.run(
        words, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert finished.returncode == 0 or finished.stdout, command
    return finished


def passes(project: Path, command: str, **variables: str) -> None:
    """Run a command whose output is not shown, and see that it finds nothing wrong."""
    program, *others = shlex.split(command)
    finished = _run(project, shlex.join(["python", "-m", program, *others]), variables)
    assert finished.returncode == 0, f"{command}\n{finished.stdout}"


def edited(text: str, difference: str) -> str:
    """Return a text with lines replaced or added as a difference shows it."""
    old, new = (_side(difference, signs) for signs in (" -", " +"))
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _side(difference: str, signs: str) -> str:
    return "".join(f"{line[1:]}\n" for line in difference.splitlines() if line[:1] in signs)


def follow(project: Path, step: Step) -> None:
    file = project / step.file
    if step.kind == "run":
        assert run(project, step.code) == step.output, step.code
    elif step.kind == "see":
        assert file.read_text(encoding="utf-8") == step.code
    elif step.kind == "write":
        file.write_text(step.code, encoding="utf-8")
    else:
        file.write_text(edited(file.read_text(encoding="utf-8"), step.code), encoding="utf-8")
