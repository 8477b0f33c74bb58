"""Links and images in the HTML of a page lead to what the site publishes, and say something to every reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_bad_input import Fault, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machinery.builds.conftest import Build, Content, Outcome, Write


def untranslated(name: str, body: str, message: str, line: int = 7) -> Fault:
    """A fault of a page in the source language alone: a translation would have the same one."""
    return Fault(name, {"docs/zh/@.md": page(body)}, f"docs/zh/@.md:{line}", message)


DEAD = " leads to nothing on the site; .*"
FAULTS = [
    untranslated("link-to-a-file-of-markdown", '<a href="page.md">A</a>', f"page.md{DEAD}"),
    untranslated("link-to-no-page", 'A\n<a href="../absent/">A</a>', f"../absent/{DEAD}", 8),
    untranslated("link-to-no-place", '<a href="../page/#absent">A</a>', f"../page/#absent{DEAD}"),
    untranslated("image-of-no-file", '<img src="absent.png" alt="A">', f"absent.png{DEAD}"),
    untranslated("link-from-the-root", '<a href="/page/">A</a>', "/page/ begins at the root of the host, .*"),
    untranslated("link-to-nowhere", "[A]()", "a link leads nowhere; write where it leads"),
    untranslated("link-without-words", "[](https://example.org/)", "the link to https://example.org/ has no words; .*"),
    untranslated("image-without-words", "![](dot.png)", "the image dot.png has no words for readers .*"),
]
READ = (
    '<a href="../page/">A</a> <a href="https://example.org/">B</a> <a href="#top">C</a> '
    '<img src="../dot.png" alt="D"> [![E](dot.png)](page.md) `<a href="absent">`'
)
DOT = {"docs/zh/dot.png": b"", "docs/en/dot.png": b""}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    project = write(tmp_path_factory.mktemp("links"), {**sound, **DOT})
    for fault in FAULTS:
        write(project, fault.spoilt())
    return build(project)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_wrong_with_a_link_is_reported_in_one_line(fault: Fault, outcome: Outcome) -> None:
    (line,) = outcome.lines(rf"^docs/zh/{fault.name}\.md:")
    assert re.fullmatch(rf"{re.escape(fault.named(fault.place))}: {fault.message}", line)


def test_links_to_pages_places_files_and_other_sites_pass(
    tmp_path: Path, write: Write, build: Build, sound: dict[str, Content]
) -> None:
    assert build(write(tmp_path, {**sound, **DOT, **untranslated("read", READ, "").spoilt()})).code == 0
