"""A project in three made-up languages, Upper (ua), Lower (la) and Mixed (xa), whose values cannot be evaluated."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.cli.translations import load
from recompute.translation.pages import Translations

CONFIGURATION = """\
site_name: Made up
docs_dir: docs/ua
theme:
  name: material
plugins:
  - recompute:
      package: values.pages
      scenario: values.broken:NOTHING
      languages:
        - {code: ua, tag: x-upper, name: Upper, site_name: S, site_description: S}
        - {code: la, tag: x-lower, name: Lower, site_name: S, site_description: S, url_segments: [low]}
        - {code: xa, tag: x-mixed, name: Mixed, site_name: S, site_description: S}
markdown_extensions:
  - pymdownx.snippets:
      base_path: [!relative $config_dir]
  - recompute
"""

START = """\
---
title: START {{ x }}
description: HOW TO BEGIN
tags: [ONE, TWO]
aliases: [BEGINNING]
hide: [toc]
---

# START { #start }

GO [FAR](guide/far.md#far) WITH {{ x:.2f }} AND $a_{\\text{BIG}} = {{ y }}$.

--8<-- "shared/ua.txt"

## ROAD { #road }

> [!tip] MIND
> THE `code` OF [[guide/far|FAR AWAY]].

- ONE
- TWO

| NAME | $n$ |
| --- | --: |
| {{ rows }} |

```python title="a.py"
--8<-- "values/a.py:part"
```
"""
FAR = "---\ntitle: FAR\ntags: [ONE]\n---\n\n# FAR { #far }\n\nONLY WORDS.\n"

FILES = {
    "mkdocs.yml": CONFIGURATION,
    "values/__init__.py": "",
    "values/broken.py": "raise SystemExit('nobody shall import this')\n",
    "shared/ua.txt": "SHARED WORDS.\n",
    "shared/la.txt": "shared words.\n",
    "docs/ua/start.md": START,
    "docs/ua/guide/far.md": FAR,
    "docs/la/guide/far.md": "---\ntitle: far\ntags: [one]\n---\n\n# far { #far }\n\nonly words.\n",
    "docs/xa/index.txt": "There is no page in this language.\n",
}

# What a translator makes of the first page.
TRANSLATED = (
    START.replace("START {{", "start {{").replace("# START", "# start").replace("## ROAD", "## road")
    .replace("HOW TO BEGIN", "how to begin").replace("[ONE, TWO]", "[one, two]").replace("[BEGINNING]", "[beginning]")
    .replace("GO [FAR]", "go [far]").replace("WITH", "with").replace("AND", "and").replace("BIG", "big")
    .replace("shared/ua.txt", "shared/la.txt").replace("MIND", "mind").replace("THE `code` OF", "the `code` of")
    .replace("FAR AWAY", "far away").replace("- ONE\n- TWO", "- one\n- two").replace("NAME", "name")
)  # fmt: skip


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text of a file, which must be there."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), encoding="utf-8")


def states(root: Path, code: str = "la") -> dict[str, str]:
    translations: Translations = load(root)
    return {status.page: status.state.value for status in translations.statuses() if status.code == code}


def check(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """Return the lines that `check` prints, but for the last, which counts the errors; the exit status says as much."""
    status = main(["check", *options])
    *lines, last = capsys.readouterr().out.splitlines()
    assert (status == 0) is last.startswith("0 errors")
    return lines
