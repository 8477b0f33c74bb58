"""A tiny project in two languages, and whole builds of it, each in a process of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.forked import mkdocs

CONFIGURATION = """\
site_name: 小站
site_url: https://tiny.example/
docs_dir: docs/zh
theme:
  name: material
  language: zh
  font: false
plugins:
  - recompute:
      package: snippets.pages
      scenario: snippets.scenario:SCENARIO
      languages:
        - {code: zh, tag: zh, name: 中文, comma: 、, site_name: 小站, site_description: 一个小站。}
        - {code: en, tag: en, name: English, site_name: Tiny, site_description: A tiny site.}
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.superfences
  - pymdownx.quotes: {callouts: true}
  - pymdownx.snippets:
      base_path: [!relative $config_dir]
      check_paths: true
  - recompute
"""

SCENARIO = '''\
"""The given quantity."""

SCENARIO = 4.0
'''

INDEX_MODULE = '''\
"""What the home page may quote."""

from recompute import value


@value("g", zh="给定的数。", en="The given number.")
def given(scenario: float) -> float:
    return scenario
'''

PAGE_MODULE = '''\
"""What the page may quote."""

from recompute import value


@value(".2f", zh="商。", en="The quotient.")
def third(scenario: float) -> float:
    return scenario / 3


@value("d", zh="三个数。", en="Three numbers.")
def squares(scenario: float) -> list[int]:
    return [int(scenario) ** 2 for _ in range(3)]


@value(".1f", finite=False, zh="无穷大。", en="Infinity.")
def boundless(scenario: float) -> float:
    return float("inf")
'''

INDEX = """\
---
title: {title}
---

# {title} {{ #home }}

{{{{ given }}}}
"""

PAGE = """\
---
title: {title}
description: {title} {{{{ third }}}}
---

# {title} {{ #top }}

{{{{ third }}}}, {{{{ squares }}}}, {{{{ boundless }}}}, <span data-literal="{title}">2016</span>

## {title} {{{{ third }}}} {{ #formula }}

$x \\approx {{{{ third }}}}$ ![{{{{ third }}}}](https://tiny.example/image.png)

| {title} |
|---|
| {{{{ index.given }}}} |

`{{{{ third }}}} 0.5`
"""

FILES: dict[str, Content] = {
    "mkdocs.yml": CONFIGURATION,
    "snippets/__init__.py": "",
    "snippets/scenario.py": SCENARIO,
    "snippets/pages/__init__.py": "",
    "snippets/pages/index.py": INDEX_MODULE,
    "snippets/pages/page.py": PAGE_MODULE,
    "docs/zh/index.md": INDEX.format(title="首页"),
    "docs/en/index.md": INDEX.format(title="Home"),
    "docs/zh/page.md": PAGE.format(title="一页"),
    "docs/en/page.md": PAGE.format(title="Page"),
}


@dataclass(frozen=True)
class Outcome:
    """The outcome of a build: its exit code, what it printed, the pages in its site, and whether it wrote any."""

    code: int
    output: str
    pages: list[str]
    unchanged: bool = False

    def lines(self, pattern: str) -> list[str]:
        """Return the printed lines in which a pattern is found."""
        return [line for line in self.output.splitlines() if re.search(pattern, line)]

    def assert_stopped_by(self, line: str, about: str) -> None:
        """Assert that nothing was published, and that one line alone is about the fault: this one."""
        lines = self.lines(about)
        assert len(lines) == 1, lines
        assert re.fullmatch(line, lines[0]), lines
        self.assert_stopped()

    def assert_stopped(self) -> None:
        """Assert that the build failed without a traceback and left everything as it was."""
        assert self.code != 0
        assert "Traceback" not in self.output
        assert self.unchanged


Content = str | bytes | Path  # a Path is what a symbolic link points to
Write = Callable[[Path, Mapping[str, Content]], Path]
Build = Callable[..., Outcome]


def write_files(root: Path, files: Mapping[str, Content]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            path.symlink_to(content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, byte for byte, but not what Python caches."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build_site(project: Path, *options: str, **variables: str) -> Outcome:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    before = contents(project)
    code, output = mkdocs(project, "build", *(options or ["--strict"]), environment=environment)
    site = project / "site"
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return Outcome(code, output, pages, contents(project) == before)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without a fault."""
    return write_files(tmp_path, FILES)


@pytest.fixture(scope="session")
def sound() -> dict[str, Content]:
    """The files of a project without a fault."""
    return dict(FILES)


@pytest.fixture(scope="session")
def write() -> Write:
    """Write files into a project, by their names."""
    return write_files


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a project as `mkdocs build --strict`, or with the options given."""
    return build_site
