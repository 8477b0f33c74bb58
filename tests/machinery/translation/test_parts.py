"""What of a page does not depend on its language is found where it is, and nowhere else."""

from __future__ import annotations

import pytest

from recompute.source.page_source import Source
from recompute.translation import parts
from recompute.translation.neutral import Location, canonical, is_symbol
from tests.machinery.translation.conftest import Read

PAGE = """\
---
title: About {{ x }}
description: "{{ page.y[1]:.2f }}"
---

# Page $a$ { #page }

The `code` of {{ x }}, $x = {{ x:.1f }}$ <span data-literal="year">2016</span>,
[a [b] c](sky.md#rain "Rain"), [[sky#sky|words]], ![An image](assets/i.png),
<https://ua.example.org/ua/x_la.html>, [ref][r], a footnote[^one].

<a class="x" href="../guide/map/">`in` HTML</a>

[r]: https://example.org/la-LA/r
[^one]: Its text.

## Code { #code }

```python title="words in {{ any }} language"
x = 1  # `no` $math$ [[nor]] [link](x.md) {{ y }}
```

--8<-- "text/ua/shared.md"

<!-- $no$ `part` -->

$$
\\text{words} \\ge {{ sky.z }}
$$

`{{ z }}` and \\$5
"""

EXPECTED = [
    ("_front", "quote", "page.x", 2),
    ("_front", "quote", "page.y[1]", 3),
    ("page", "formula", "a", 6),
    ("page", "inline code", "code", 8),
    ("page", "quote", "page.x", 8),
    ("page", "quote", "page.x", 8),
    ("page", "formula", "x = {{page.x:.1f}}", 8),
    ("page", "declared number", "2016", 8),
    ("page", "link", "sky.md#rain", 9),
    ("page", "link", "sky.md#sky", 9),
    ("page", "image", "assets/i.png", 9),
    ("page", "link", "https://*.example.org/*/x_*.html", 10),
    ("page", "footnote", "one", 10),
    ("page", "inline code", "in", 12),
    ("page", "link", "guide/map/", 12),
    ("page", "link", "https://example.org/*/r", 14),
    ("page", "text of footnote", "one", 15),
    ("code", "code", "python\nx = 1  # `no` $math$ [[nor]] [link](x.md) {{ y }}", 19),
    ("code", "included text", "text/*/shared.md", 23),
    ("code", "formula", "\\text { } \\ge {{sky.z}}", 27),
    ("code", "quote", "sky.z", 28),
    ("code", "inline code", "{{ z }}", 31),
]


def test_each_part_is_found_once_in_its_section(read: Read) -> None:
    parts = read(PAGE).parts
    found = [(id_, part.kind, part.value, part.line) for id_, within in parts.items() for part in within]
    assert sorted(found) == sorted(EXPECTED)


def test_citations_and_claims_are_counted_by_the_names_that_a_trace_gives_them(read: Read) -> None:
    page = '# A { #a }\n\n[@key] [@key:figure] *b*{ claim=c } **d**{: .e claim="sky.f" } `[@g]`\n'
    assert sorted((part.kind, part.value) for part in read(page).parts["a"]) == [
        *(("citation", "[@key:figure]"), ("citation", "[@key]")),
        *(("claim", "claim:page.c"), ("claim", "claim:sky.f")),
        ("inline code", "[@g]"),
    ]


def test_a_wikilink_that_leads_nowhere_says_why(read: Read) -> None:
    found = read("# A { #a }\n\n[[nowhere]] [[sky#nowhere]] [[sky#rain]]\n").parts["a"]
    assert [part.fault.partition(";")[0] for part in found] == [
        "no page is called 'nowhere'",
        "sky.md has no heading 'nowhere'",
        "",
    ]


def test_a_link_may_be_declared_to_lead_to_a_page_of_some_language(read: Read) -> None:
    page = '# A { #a }\n\n[x](https://x.org/y){ hreflang=la } <a href="https://x.org/z" hreflang="la">z</a>\n'
    assert [part.value for part in read(page).parts["a"]] == ["hreflang=la", "hreflang=la"]


@pytest.mark.parametrize(
    ("tex", "same"),
    [
        (r"\log p", r"\log  p"),
        ("a+b", " a + b\n"),
        (r"x_{\text{true class}}", r"x_{\text{真实类别}}"),
        (r"\text{a {b} c} + d", r"\text{} + d"),
        ("{{ x }}", "{{ page.x }}"),
    ],
)
def test_formulas_are_the_same_without_words_and_space(tex: str, same: str) -> None:
    assert canonical(tex, "page") == canonical(same, "page")


@pytest.mark.parametrize(
    ("tex", "other"),
    [
        (r"\logp", r"\log p"),
        ("a+b", "a-b"),
        ("{{ x }}", "{{ x:.1f }}"),
        (r"\text{a}", "a"),
        (r"\text{a}b", r"\text{b}a"),
    ],
)
def test_formulas_differ_by_any_other_sign(tex: str, other: str) -> None:
    assert canonical(tex, "page") != canonical(other, "page")


@pytest.mark.parametrize("tex", [r"\log p", "a + b", "{{ x }} = 1", r"\frac{a}{b}", "f(x)", "ab"])
def test_what_says_something_is_no_mere_symbol(tex: str) -> None:
    assert not is_symbol(tex)


@pytest.mark.parametrize(
    ("written", "in_html", "leads_to"),
    [
        ("../b.md", False, "b.md"),
        ("c/d.md#e", False, "guide/c/d.md#e"),
        ("#e", False, "guide/a.md#e"),
        ("../c/", True, "guide/c/"),
        ("../../../values.json", True, "values.json"),
        ("../../assets/x.png", True, "assets/x.png"),
        ("figure:bars", False, "figure:bars"),
        ("https://www.la/ua/la.html", False, "https://www.la/*/*.html"),
        ("https://lab.org/island/", False, "https://lab.org/island/"),
        ("mailto:a@ua.org", False, "mailto:a@*.org"),
    ],
)
def test_links_are_compared_without_their_language(written: str, in_html: bool, leads_to: str) -> None:
    assert Location("guide/a.md", "la", "ua", ("ua", "la")).target(written, in_html) == leads_to


def shapes(*lines: str) -> list[tuple[str, str]]:
    return [(part.kind, part.value) for part in parts.shapes(Source("a.md", "\n".join(lines)))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["> [!note] Title", "> text", "> [!tip] no title"], [("callout", "1 note")]),
        (["> [!NOTE]-", "", "> > [!tip]+"], [("callout", "1 note-"), ("callout", "2 tip+")]),
        (['!!! warning "Title"', "    text", "??? note"], [("callout", "!!! warning"), ("callout", "??? note")]),
        (['=== "One"', "    text"], [("tab", "===")]),
        (["a | b", "--- | -:", "c | d", "e | f", "", "| no |"], [("table", "-|-: 2")]),
        (["> | a |", "> | :-: |", "> | b |", "| c |"], [("table", ":-: 1")]),
        (["| a |", "text"], []),
        (["- a", "  more", "", "  more", "- b", "", "text", "", "1. c"], [("list", "-\n-"), ("list", "1.")]),
        (["- a", "    - b", "        1. c", "- d", "    * e"], [("list", "-\n  -\n    1.\n-\n  -")]),
        (["- [ ] a", "- [x] b"], [("list", "- [ ]\n- [ ]")]),
        (["> - a", "- b"], [("list", "-"), ("list", "-")]),
        (["text", "  - no list", "a - b", "---", "* * *", "-no"], []),
    ],
)  # fmt: skip
def test_callouts_tables_and_lists_have_shapes(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert shapes(*lines) == expected
