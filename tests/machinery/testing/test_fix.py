"""Outdated outputs are rewritten in the files that show them: text in, text out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machinery.testing.configuration import CONFIG

OUTDATED = """\
# A page

Typed 0.31 in prose stays.

> ```python
> >>> import math
> >>> round(math.pi, 4)
> 3.15
> >>> print("a\\n\\nb")
> c
> ```

```python
>>> [math.sqrt(2), 3]
[1.5, 3]
>>> 2 + 2
4
>>> x = 5
6
>>> math.sqrt(-1)
Traceback (most recent call last):
    ...
KeyError: 'no'
```
"""

FIXED = """\
# A page

Typed 0.31 in prose stays.

> ```python
> >>> import math
> >>> round(math.pi, 4)
> 3.14
> >>> print("a\\n\\nb")
> a
> <BLANKLINE>
> b
> ```

```python
>>> [math.sqrt(2), 3]
[1.4, 3]
>>> 2 + 2
4
>>> x = 5
>>> math.sqrt(-1)
Traceback (most recent call last):
    ...
ValueError: math domain error
```
"""

MODULE = '"""Halves."""\n\n\ndef half(x):\n    """Halve.\n\n    >>> half(5)\n    {}\n    """\n    return x / 2\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("docs/en", "examples"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p recompute.testing.plugin -p no:cacheprovider\n")
    (tmp_path / "docs/en/index.md").write_text(OUTDATED)
    (tmp_path / "examples/__init__.py").write_text('"""Examples."""\n')
    (tmp_path / "examples/half.py").write_text(MODULE.format("2.4"))
    return tmp_path


def doctest(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "recompute", "doctest", *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def test_outdated_outputs_are_rewritten_in_pages_and_docstrings(project: Path) -> None:
    result = doctest(project, "--fix")
    assert "docs/en/index.md: 5 outputs rewritten" in result.stdout
    assert (project / "docs/en/index.md").read_text() == FIXED
    assert (project / "examples/half.py").read_text() == MODULE.format("2.5")


def test_what_was_rewritten_passes(project: Path) -> None:
    assert doctest(project).returncode == 1
    doctest(project, "--fix")
    assert doctest(project).returncode == 0


def test_without_the_option_nothing_is_rewritten(project: Path) -> None:
    doctest(project)
    assert (project / "docs/en/index.md").read_text() == OUTDATED


def test_only_the_named_files_are_rewritten(project: Path) -> None:
    doctest(project, "--fix", "examples")
    assert (project / "docs/en/index.md").read_text() == OUTDATED
    assert (project / "examples/half.py").read_text() == MODULE.format("2.5")
