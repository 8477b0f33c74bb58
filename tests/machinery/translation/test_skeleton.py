"""A skeleton keeps what does not depend on the language, and shows the source's words where new ones belong."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.cli.translations import load
from recompute.diagnostics import Diagnostics
from recompute.source.page_index import PageIndex
from recompute.source.page_source import parse
from recompute.translation.document import Document, Pair
from recompute.translation.neutral import Location
from recompute.translation.parity import check_outline_and_quotes, check_structure
from recompute.translation.skeleton import Skeleton, check_written
from tests.machinery.translation.conftest import Read

SKELETON = """\
---
# ua: title: START {{ x }}
title: "… {{ x }}"
# ua: description: HOW TO BEGIN
description: "…"
# ua: tags: ['ONE', 'TWO']
# ua: aliases: ['BEGINNING']
hide: [toc]
translation:
  sections:
    _front: "HASH"
    start: "HASH"
    road: "HASH"
---

# … { #start }
<!-- ua: START -->

<!-- ua: GO [FAR](guide/far.md#far) WITH {{ x:.2f }} AND $a_{\\text{BIG}} = {{ y }}$. -->
… […](guide/far.md#far) … {{ x:.2f }} … $a_{\\text{…}} = {{ y }}$.

--8<-- "shared/ua.txt"

## … { #road }
<!-- ua: ROAD -->

> [!tip] …
> <!-- ua: MIND -->
> <!-- ua: THE `code` OF [[guide/far|FAR AWAY]]. -->
> … `code` … [[guide/far|…]].

- <!-- ua: ONE --> …
- <!-- ua: TWO --> …

<!-- ua: | NAME | $n$ | -->

| … | $n$ |
| --- | --: |
| {{ rows }} |

```python title="a.py"
--8<-- "values/a.py:part"
```
"""


def test_new_writes_the_skeleton_of_a_page(project: Path) -> None:
    assert main(["new", "la", "start"]) == 0
    written = (project / "docs/la/start.md").read_text(encoding="utf-8")
    hashes = load(project).document("ua", "start.md").hashes
    for found in hashes.values():
        written = written.replace(found, "HASH")
    assert written == SKELETON


def test_known_tags_are_translated(project: Path) -> None:
    assert main(["new", "la", "start"]) == 0
    (project / "docs/ua/start.md").write_text("---\ntags: [ONE]\n---\n# A { #a }\n", encoding="utf-8")
    (project / "docs/la/start.md").unlink()
    assert main(["new", "la", "start"]) == 0
    assert "\ntags:\n  - one\n" in (project / "docs/la/start.md").read_text(encoding="utf-8")


def skeleton(text: str, read: Read) -> str:
    """Return the skeleton of a page without its record."""
    return Skeleton(read(text), Location("page.md", "la", "ua"), {}).text().partition("---\n")[2].partition("---\n")[2]


# A line of a page, what the comment above its skeleton holds if that is something else, and the skeleton.
LINES = [
    ("A **{{ b }}** C", "", "… {{ b }} …"),
    ("A\nB", "A B", "…"),
    ("$$\nx_\\text{A}\n$$", "$$ x_\\text{A} $$", "$$\nx_\\text{…}\n$$"),
    ('<span data-literal="A">7</span>', "", '<span data-literal="…">7</span>'),
    ("[A $b$](c.md) ![D {{ e }}](figure:f)", "", "[… $b$](c.md) ![… {{ e }}](figure:f)"),
    ('<a href="../values.json">A</a>', "", '<a href="../../values.json"> … </a>'),
    ('<a href="../b/">A</a>', "", '<a href="../b/"> … </a>'),
    ("A[^1] [@b:c]", "", "… [^1] [@b:c]"),
    ("[^1]: A", "", "[^1]: …"),
    ("A **B {{ c }}**{ claim=d } *E*", "", "… **… {{ c }}**{ claim=d } …"),
    ("“，”", "", "…"),
    ("A <!-- B -->", "A", "…"),
]


@pytest.mark.parametrize(("line", "comment", "expected"), LINES)
def test_words_give_way_to_gaps_and_nothing_else_does(line: str, comment: str, expected: str, read: Read) -> None:
    assert skeleton(line, read) == f"<!-- ua: {comment or line} -->\n{expected}"


@pytest.mark.parametrize(
    "line", ["{{ a }}, $b$ = `c`", '<a href="../b/">`c`</a>', "***", "<!-- B -->", "[r]: https://c.d", "$$\nx\n$$", ""]
)
def test_what_has_no_words_stays_as_it_is(line: str, read: Read) -> None:
    assert skeleton(line, read) == line


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. A", "    - B"], ["1. <!-- ua: A --> …", "    - <!-- ua: B --> …"]),
        (["- A", "", "    B"], ["- <!-- ua: A --> …", "", "    <!-- ua: B -->", "    …"]),
        (['!!! note "A"', "    B"], ['!!! note "…"', "    <!-- ua: A -->", "    <!-- ua: B -->", "    …"]),
        (["> A --> B", "C"], ["> <!-- ua: A --&gt; B -->", "> …", "<!-- ua: C -->", "…"]),
        (["> | C |", "> | - |", "> | `d` |"], ["> <!-- ua: | C | -->", ">", "> | … |", "> | - |", "> | `d` |"]),
    ],
)
def test_blocks_keep_their_shape(lines: list[str], expected: list[str], read: Read) -> None:
    assert skeleton("\n".join(lines), read).split("\n") == expected


ROOT = Path(__file__).resolve().parents[3]
load_once = cache(load)
PAGES = sorted(path.relative_to(ROOT / "docs/zh").as_posix() for path in (ROOT / "docs/zh").rglob("*.md"))


@pytest.mark.parametrize("path", PAGES)
def test_the_skeleton_of_a_page_of_the_site_lacks_nothing_but_words(path: str) -> None:
    translations = load_once(ROOT)
    source = translations.document("zh", path)
    place = Location(path, "xx", "zh", translations.language_words)
    text = Skeleton(source, place, {}).text()
    diagnostics, waiting = Diagnostics(), Diagnostics()
    page = parse(text, f"docs/xx/{path}", diagnostics)
    others = {name: page if name == path else other for name, other in translations.page_indexes["zh"].sources.items()}
    pair = Pair(source, Document(page, place, PageIndex(others)))
    check_outline_and_quotes(pair, (), diagnostics)
    check_structure(pair, (), diagnostics)
    assert not str(diagnostics)
    check_written(pair, waiting, in_detail=True)
    assert waiting
