"""Markdown that no extension of a site reads stops the build: readers would see its signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_bad_input import Fault, in_body

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machinery.builds.conftest import Build, Content, Outcome, Write


def left(name: str, text: str, kind: str, shown: str, line: int = 7) -> Fault:
    return in_body(name, text, rf"{kind} is left as it is: {re.escape(shown)}; .*", line)


FAULTS = [
    left("open-comment", "Words <!-- more", "a comment", "<!--"),
    left("end-of-a-comment", "Words --> more", "a comment", "-->"),
    left("comment-in-a-list", "- one\n- two <!-- more", "a comment", "<!--", 8),
    left("footnote", "A note[^a].", "a footnote", "[^a]"),
    left("link-to-a-definition", "[There][place]", "a link to a definition", "[There][place]"),
    left("box", "- [ ] one", "a box to tick", "[ ]"),
    left("highlight", "==Bright==", "a highlight", "==Bright=="),
    left("struck-text", "~~Gone~~", "struck text", "~~Gone~~"),
    left("comment-of-obsidian", "%%Hidden%%", "a comment of Obsidian", "%%Hidden%%"),
    left("admonition", "!!! note", "an admonition", "!!! note"),
    left("name-of-a-block", "Words ^name", "the name of a block", "^name"),
    left("rest-of-a-conflict", "Words\n\n=======\n\nmore", "a mark of a merge conflict", "=======", 9),
]
READ = '`==a==` ~~ $a == b$, a == b, a -> b\n\n```text title="mnist2.txt"\n<!-- ~~a~~ -->\n```\n\n<!-- a comment -->\n'


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    project = write(tmp_path_factory.mktemp("unread"), sound)
    for fault in FAULTS:
        write(project, fault.spoilt())
    return build(project)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_left_is_reported_in_one_line(fault: Fault, outcome: Outcome) -> None:
    fault.assert_reported(outcome)


def test_code_formulas_comments_and_lone_signs_are_no_fault(
    tmp_path: Path, write: Write, build: Build, sound: dict[str, Content]
) -> None:
    assert build(write(tmp_path, {**sound, **in_body("read", READ, "", source=READ).spoilt()})).code == 0
