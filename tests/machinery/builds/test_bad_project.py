"""Front matter, bodies and options that do not fit fail the build with one located line each, and no traceback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.machinery.builds.test_bad_input import INCLUDE, Fault, in_body, in_both, in_english, page

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write


def fronted(name: str, front: str, message: str, line: int = 3) -> Fault:
    return in_english(name, page(front=f"values: false\n{front}"), line, message)


UNCLOSED = "the fence that opens here is never closed; "
UNRUN = '```{{ .text data-no-run="shown alone" }}\n--8<-- "{}"\n```'
TOO_DEEP = "lists, quotes or emphasis are nested too deep to be read; write fewer levels"
FRONT = [
    fronted("unknown-key", "titel: A", "'titel' is not known in front matter; did you mean 'title'\\?"),
    fronted("unknown-translations", "translations: {}", "'translations' is .*; did you mean 'translation'\\?"),
    fronted("number-as-hide", "hide: 3", "hide in the front matter is 3; write a list of some of navigation, .*"),
    fronted("unknown-hide", "hide: [everything]", "hide in the front matter is .*; write a list of some .*"),
    fronted("absent-template", "template: nope.html", "the theme has no template 'nope.html'; name one that .*"),
    fronted("absent-icon", "icon: nope/nope", "the theme has no icon 'nope/nope'; name one that it has, .*"),
    fronted("list-in-itself", "a: &a [*a]", "'a' is not known in front matter; .*"),
    fronted("list-in-itself-as-tags", "tags: &a [*a]", "tags in the front matter is .*; write a list of texts"),
    fronted("list-as-title", "title: [A]", "title in the front matter is .*; write a text"),
    fronted("quoted-key-with-a-list", '"title": [A]', "title in the front matter is .*; write a text"),
    fronted("text-as-values", "search: 3", "search in the front matter is 3; write .*"),
    fronted("script-in-a-title", "title: <script>alert(1)</script>", "title in the front matter has one of < > .*"),
    fronted("quotes-in-a-description", 'description: A "b" c', "description in the front matter has one of < > .*"),
    fronted("text-as-tags", "tags: one", "tags in the front matter is 'one'; write a list of texts"),
    fronted(
        "year-in-a-title", "title: In 2016", "2016 is typed by hand in the title; quote a value, as .*, or leave .*"
    ),
    fronted("script-in-a-tag", 'tags: ["<b>"]', "tags in the front matter has one of < > and straight .*"),
    fronted("number-in-a-subtitle", "subtitle: About 0.57", "0.57 is typed by hand in the subtitle; .*"),
    fronted("list-as-location", "location: [a]", "location in the front matter is .*; write a text"),
    fronted("control-in-a-title", 'title: "a\\0b"', "U\\+0000 is a control character; delete it"),
    fronted("escaped-mark-in-a-title", 'title: "\\uE001page.third"', "U\\+E001 is a private-use character; delete it"),
    fronted("direction-in-a-tag", 'tags: ["\\u202e12"]', "U\\+202E is a direction character; delete it"),
    fronted("template-elsewhere", "template: /etc/passwd", "the theme has no template '/etc/passwd'; name one that .*"),
    fronted("template-above", "template: ../templates/main.html", "the theme has no template '../templates/main.*"),
    fronted("title-twice", "title: A\ntitle: B", "'title' is a duplicate of line 3; keep one of the two", 4),
    fronted("deep-yaml", f"title: {'[' * 3000}", "the front matter is not YAML: .*"),
    fronted("bad-timestamp", "title: !!timestamp x", "the front matter is not YAML: .*", 2),
    in_english("link-to-itself", Path("link-to-itself.md"), 1, "the page cannot be read: .*; put a text file there"),
    *(
        in_english(f"front-matter-of-{name}", text, 1, "this is not read as front matter; .*")
        for name, text in {
            "plus-signs": "+++\ntitle = 'A'\n+++\n\n# A { #top }\n",
            "one-dash": "———\ntitle: A\n———\n\n# A { #top }\n",
        }.items()
    ),
    in_english("open-front-matter", "---\ntitle: A\n\n# A { #top }\n", 1, "this is not read as front matter; .*"),
    in_english("front-matter-below", "\n---\ntitle: A\n---\n\n# A { #top }\n", 2, "this is not read as front .*"),
    in_english("taken-for-front-matter", "Note: read this.\n\n# A { #top }\n", 1, "MkDocs takes this line for .*"),
]
UNTITLED = "the page has no heading of level one; begin its text with # Title .*"
BARE = "---\nvalues: false\n---\n"
BLANK = [
    in_english("empty", "", 1, UNTITLED),
    in_english("white-space-alone", " \n\n", 1, UNTITLED),
    in_english("front-matter-alone", BARE, 3, UNTITLED),
    in_english("no-first-heading", f"{BARE}\nWords.\n", 4, UNTITLED),
]
IN_CALLOUT = '> [!note]\n> ```python title="a.py"\n> --8<-- "{}:part"\n> ```'
TWICE = "# --8<-- [start:part]\n# --8<-- [end:part]\n" * 2
CIRCLE = 'A\n\n--8<-- "other-circle.md"\n'
NO_WORDS = "'conflict.txt' gives no words where it is included; .*"
UNREAD = "a callout includes sections of modules alone, .*"
BODIES = [
    in_body(
        "callout-with-a-hidden-file", IN_CALLOUT.format(".hidden/part.py"), ".hidden/part.py could not be found; .*", 8
    ),
    in_body("callout-with-a-file-above", IN_CALLOUT.format("../part.py"), "../part.py could not be found; .*", 8),
    in_body(
        "callout-with-a-file-elsewhere", IN_CALLOUT.format("/etc/part.py"), "/etc/part.py could not be found; .*", 8
    ),
    in_body("callout-without-its-file", IN_CALLOUT.format("absent.py"), "absent.py could not be found; .*", 8),
    in_body(
        "section-twice", IN_CALLOUT.format("twice.py"), "the code of a.py .*several sections are called 'part'; .*", 8
    ),
    in_body("callout-with-an-include", '> A\n> --8<-- "conflict.txt"', UNREAD, 8),
    in_body("callout-with-a-block-of-includes", "> A\n> --8<--\n> conflict.txt\n> --8<--", UNREAD, 8),
    in_body(
        "address-without-a-host", '<a href="//[bad">A</a>', r"//\[bad is no address \(Invalid IPv6 URL\); correct it"
    ),
    in_body("include-beyond-the-end", '--8<-- "conflict.txt:9:12"', NO_WORDS, 7),
    in_body("include-of-lines-in-reverse", '--8<-- "conflict.txt:3:2"', NO_WORDS, 7),
    in_body("include-of-an-empty-section", '--8<-- "hollow.txt:part"', "'hollow.txt' gives no words .*", 7),
    in_body("include-with-an-open-fence", '--8<-- "open.md"', "a fence that opens in what is included here is .*", 7),
    in_body("include-without-an-end", INCLUDE.format("endless.txt:part"), "Section 'part' has not one start .*", 8),
    in_body("include-of-itself", '--8<-- "circle.md"', "'circle.md' includes itself; .*", 7),
    in_body("include-of-a-hidden-file", INCLUDE.format(".hidden/config"), "Snippet at path '.hidden/config' .*", 8),
    in_body("include-of-a-pipe", INCLUDE.format("pipe.txt"), "Snippet at path 'pipe.txt' .*", 8),
    in_body("include-through-a-link", INCLUDE.format("outside.txt"), "Snippet at path 'outside.txt' .*", 8),
    in_body("include-above", INCLUDE.format("../../../etc/hostname"), "Snippet at path '../../../etc/hostname' .*", 8),
    in_body("absurd-precision", "{{ page.third:.999999f }}", "page.third is .*write a sign, a grouping, .*"),
    in_body("many-digits", "{{ page.third:.99f }}", "page.third is .*at most 17 digits to show; ask for fewer"),
    in_body("nested-lists", "\n".join("    " * depth + "- a" for depth in range(300)), TOO_DEEP, 306),
    in_body("private-use-in-a-formula", "$x \ue000 y$", "U\\+E000 is a private-use character; delete it"),
    fronted("private-use-in-a-title", "title: A \ue001", "U\\+E001 is a private-use character; delete it"),
    in_body("conflict-in-an-include", UNRUN.format("conflict.txt"), "a merge conflict is not resolved in what .*", 8),
    in_body("conflict", "<<<<<<< HEAD\nA\n=======\nB", "a merge conflict is not resolved: <<<<<<<; .*"),
    in_body("unclosed-fence", "```text\nx = {{ page.third }}\n\nIt is 0.57.", f"{UNCLOSED}.*"),
    in_body("fence-into-another", "~~~text\n$x\n\nIt is 0.57.\n\n~~~text\ny\n~~~", f"{UNCLOSED}.*"),
    in_body(
        "number-in-a-label",
        '## A { #a data-toc-label="0.57" }',
        "0.57 is typed by hand in data-toc-label; .*",
        7,
        "## A { #a }",
    ),
    in_body("number-in-a-wikilink", "[[page|about 0.57]]", "0.57 is typed by hand in .*"),
    in_body("script-in-a-wikilink", "[[page|<script>a</script>]]", "<script> is not allowed on a page; .*"),
    in_body(
        "minus-before-a-number",
        "It is about −{{ page.third }}.",
        "− touches page.third, shown as 1.33, .*",
        source="It is about {{ page.third }}.",
    ),
    in_both(
        "rounds-to-nothing",
        page("{{ broken }}", "title: A page"),
        "snippets/pages/@.py:6",
        "rounds_to_nothing.broken is 0.001, but shows as 0.00; show more digits, or write < before the format, .*",
        '"""What the page may quote."""\n\nfrom recompute import value\n\n\n'
        '@value(".2f", zh="值。", en="A value.")\ndef broken(scenario):\n    return 0.001\n',
    ),
]
TOGETHER = [*FRONT, *BLANK, *BODIES]
NAV = "nav:\n  - Home: index.md\n  - Loss 0.57: page.md\n"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    """What comes of a project with all those faults at once."""
    root = tmp_path_factory.mktemp("spoilt")
    write(root, {"secret.txt": "secret"})
    configuration = f"{sound['mkdocs.yml']}".replace("site_name: 小站\n", "site_name: 七成小站\n", 1)
    configuration += "copyright: © 2019 A, at 0.58\nrepo_name: 98 % done\n"
    project = write(root / "project", {**sound, "mkdocs.yml": configuration + NAV, "site/index.html": "older"})
    write(project, {".hidden/config": "secret", "outside.txt": root / "secret.txt"})
    included = {
        "conflict.txt": "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n",
        "twice.py": TWICE,
        "hollow.txt": "--8<-- [start:part]\n\n--8<-- [end:part]\n",
        "open.md": "```text\na\n",
        "endless.txt": "--8<-- [start:part]\na\n",
        "circle.md": CIRCLE,
        "other-circle.md": CIRCLE.replace("other-", ""),
    }
    write(project, included)
    os.mkfifo(project / "pipe.txt")
    for fault in TOGETHER:
        write(project, fault.spoilt())
    return build(project, "--quiet")


@pytest.mark.parametrize("fault", TOGETHER, ids=lambda fault: fault.name)
def test_a_fault_is_reported_in_one_clean_line(fault: Fault, outcome: Outcome) -> None:
    fault.assert_reported(outcome)


@pytest.mark.parametrize(
    "line",
    [
        r"mkdocs.yml:1: 七成 is typed by hand in .*",
        r"mkdocs.yml:\d+: 0.57 is typed .*nav.*",
        r"mkdocs.yml:(?!1:)\d+: 0.58 is typed .* under copyright; .*",
        r"mkdocs.yml:(?!1:)\d+: 98 % is typed .* under repo_name; .*",
    ],
)
def test_a_number_in_the_configuration_is_reported_in_one_line(line: str, outcome: Outcome) -> None:
    assert len(outcome.lines(f"^{line}")) == 1
