"""Files that no build can be made around, or that take the address of others, are reported in one line each."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_bad_input import page

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

# What cannot be built around: the build reads nothing else.
FILES: dict[str, tuple[dict[str, Content], str]] = {
    "another ending": ({"docs/en/other.markdown": "# A"}, "docs/en/other.markdown:1: the name of a page ends in .md"),
    "capitals in the ending": ({"docs/en/other.MD": "# A"}, "docs/en/other.MD:1: the name of a page ends in .md"),
    "an ampersand": ({"docs/en/a&b.md": "# A"}, "docs/en/a&b.md:1: the name of a page is made of ASCII letters"),
    "dots": ({"docs/en/v1.2.md": "# A"}, "docs/en/v1.2.md:1: the name of a page is made of ASCII letters"),
    "a space": ({"docs/zh/a b.md": "# A"}, "docs/zh/a b.md:1: the name of a page is made of ASCII letters"),
    "Han characters": ({"docs/zh/一.md": "# A"}, "docs/zh/一.md:1: the name of a page is made of ASCII letters"),
    "a folder in itself": ({"docs/zh/loop": Path(".")}, "docs/zh/loop:1: the folder links to one that it is in"),
    "a folder in the one above": ({"docs/en/up": Path("..")}, "docs/en/up:1: the folder links to one that it is in"),
    "a folder outside": ({"docs/en/etc": Path("/etc")}, "docs/en/etc:1: it leads out of the project"),
    "an asset outside": ({"docs/en/out.png": Path("/etc/hostname")}, "docs/en/out.png:1: it leads out of the project"),
    "a page outside": ({"docs/en/out.md": Path("/etc/hostname")}, "docs/en/out.md:1: it leads out of the project"),
    "a hidden asset": (
        {".git/config": "secret", "docs/en/config.txt": Path("../../.git/config")},
        "docs/en/config.txt:1: it leads into a hidden folder",
    ),
    "a hidden folder": ({"docs/en/git": Path("../../.git")}, "docs/en/git:1: it leads into a hidden folder"),
    "an asset nowhere": ({"docs/en/gone.png": Path("gone")}, "docs/en/gone.png:1: the symbolic link leads nowhere"),
    "an open block": ({"docs/assets/open.css": "a {}\nb { color: red\n"}, "docs/assets/open.css:2: { is never closed"),
    "an open comment": ({"docs/assets/open2.css": "a {}\n/* b {}"}, "docs/assets/open2.css:2: /* is never closed"),
    "an open text": ({"docs/assets/open3.css": 'a { content: "b\n}'}, 'docs/assets/open3.css:1: " is never closed'),
    "a conflict in a script": (
        {"docs/assets/a.js": "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n"},
        "docs/assets/a.js:2: a merge conflict is not resolved",
    ),
    "a conflict in a docstring": (
        {"snippets/pages/a.py": '"""A.\n\n<<<<<<< HEAD\nb\n>>>>>>> d\n"""\n'},
        "snippets/pages/a.py:3: a merge conflict is not resolved",
    ),
    "a module in another encoding": (
        {"snippets/pages/latin.py": b'"""A.\n\ncaf\xe9"""\n'},
        "snippets/pages/latin.py:3: this is not UTF-8 (",
    ),
    "a module that is a folder": ({"snippets/pages/folder.py/a": "a"}, "snippets/pages/folder.py:1: this is no file"),
    "a module nowhere": ({"snippets/pages/gone.py": Path("g.py")}, "snippets/pages/gone.py:1: this is no file that"),
    "a link in a circle": (
        {"docs/zh/o.png": Path("p.png"), "docs/zh/p.png": Path("o.png")},
        "docs/zh/o.png:1: the sym",
    ),
    "a conflict in a theme": ({"docs/theme/a.html": ">>>>>>> d\n"}, "docs/theme/a.html:1: a merge conflict is not"),
}
PIPES = {
    "docs/zh/pipe.md": "this is a pipe, a socket or a device, ",
    "docs/en/pipe.ipynb": "this is a pipe, ",
    "docs/assets/pipe.css": "this is a pipe, ",
    "docs/theme/pipe.html": "this is a pipe, ",
    "docs/pipe.yml": "this is a pipe, ",
    "snippets/pages/pipe.py": "this is no file that can be read; ",
}


@pytest.fixture(scope="module")
def unreadable(
    tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]
) -> Outcome:
    project = write(tmp_path_factory.mktemp("files"), sound)
    for files, _ in FILES.values():
        write(project, files)
    for pipe in PIPES:
        os.mkfifo(project / pipe)
    return build(project)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_does_not_fit_is_reported_in_one_line(name: str, unreadable: Outcome) -> None:
    unreadable.assert_stopped()
    assert len(unreadable.lines(f"(?:^| ){re.escape(FILES[name][1])}")) == 1


@pytest.mark.parametrize("pipe", PIPES)
def test_what_is_no_regular_file_is_reported_and_not_read(pipe: str, unreadable: Outcome) -> None:
    assert len(unreadable.lines(f"(?:^| ){re.escape(pipe)}:1: {PIPES[pipe]}")) == 1


def test_files_that_would_take_another_address_are_reported(
    tmp_path: Path, write: Write, build: Build, sound: dict[str, Content]
) -> None:
    alone = page()
    taken: dict[str, Content] = {f"docs/{code}/twin.md": alone for code in ("zh", "en")}
    taken |= {"docs/zh/twin/index.html": "<p>A</p>", "docs/zh/values.json": "{}", "docs/zh/en.md": alone}
    taken |= {"docs/zh/a.png": b"", "docs/zh/A.png": b"", "docs/en/A.png": b"", "docs/zh/a.PNG.txt": b""}
    outcome = build(write(tmp_path, {**sound, **taken, "docs/en/en.md": alone}))
    outcome.assert_stopped()
    assert outcome.lines("^ERROR.*docs/|^docs/") == [
        "docs/zh/a.png:1: it is published as a.png, and so is docs/zh/A.png as A.png, which is the same on Windows and "
        "macOS; rename one of them",
        "docs/zh/en.md:1: it is published as en/index.html, among translations; rename it or its folder",
        "docs/zh/twin/index.html:1: it is published as twin/index.html, and so is docs/zh/twin.md; rename one of them",
        "docs/zh/values.json:1: the build writes a file values.json itself; rename this one",
    ]
