"""Every fault fails the build with one clean line that names file, line and remedy, and nothing is published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write


@dataclass(frozen=True)
class Fault:
    """Files that spoil a project, the place where the build must see it, and what it must say; `@` is the name."""

    name: str
    files: dict[str, Content]
    place: str
    message: str

    def spoilt(self) -> dict[str, Content]:
        return {self.named(file): content for file, content in self.files.items()}

    def named(self, file: str) -> str:
        return file.replace("@", self.name.replace("-", "_") if file.startswith("snippets/") else self.name)

    def assert_reported(self, outcome: Outcome) -> None:
        """Assert that the build stopped and said this in one clean line, whichever file of the fault is looked at."""
        own = rf"(?<![\w-])({self.name}|{self.name.replace('-', '_')})\.(md|py)\b"
        outcome.assert_stopped_by(rf"{re.escape(self.named(self.place))}: {self.message}", about=own)


def page(body: str = "", front: str = "values: false") -> str:
    """A page whose body begins on line 7, where the front matter takes one line."""
    return f"---\n{front}\n---\n\n# A page {{ #top }}\n\n{body}\n"


def in_both(name: str, text: str, place: str, message: str, module: Content | None = None) -> Fault:
    """The same text in both languages, with a module of its own or without."""
    own = {} if module is None else {"snippets/pages/@.py": module}
    return Fault(name, {**own, "docs/zh/@.md": text, "docs/en/@.md": text}, place, message)


def in_english(name: str, text: Content, line: int, message: str, source: str = "") -> Fault:
    """A fault of an English page whose Chinese page is sound."""
    return Fault(name, {"docs/zh/@.md": page(source), "docs/en/@.md": text}, f"docs/en/@.md:{line}", message)


def in_chinese(name: str, text: Content, line: int, message: str) -> Fault:
    """A fault of a Chinese page, the source of the English one, which is sound."""
    return Fault(name, {"docs/zh/@.md": text, "docs/en/@.md": page()}, f"docs/zh/@.md:{line}", message)


def in_body(name: str, body: str, message: str, line: int = 7, source: str = "") -> Fault:
    return in_english(name, page(body), line, message, source)


def value(result: str, display: str = ".2f") -> str:
    """A module whose value is declared on line 8 and returned on line 10."""
    head = '"""What the page may quote."""\n\nimport math\n\nfrom recompute import value\n\n\n'
    return f'{head}@value("{display}", zh="值。", en="A value.")\ndef broken(scenario):\n    return {result}\n'


def declared(name: str, result: str, line: int, message: str, body: str = "{{ broken }}") -> Fault:
    """A value that cannot be computed, quoted in both languages."""
    return in_both(name, page(body, "title: A page"), f"snippets/pages/@.py:{line}", message, value(result))


def typed(name: str, body: str, numeral: str = "0.57", line: int = 7, source: str = "") -> Fault:
    advice = f'if it is no result, write <span data-literal="why">{numeral}</span>'
    return in_body(name, body, f"{numeral} is typed by hand in “.*{numeral}.*”; {advice}", line, source)


IMAGE = "https://tiny.example/image.png"
NEAREST = "there is no value 'page.thrid'; did you mean 'page.third'.*"
FINITE = "the value broken cannot be computed: ValueError: it is .*; .*declare the value with finite=False"
ZERO = "the value broken cannot be computed: ZeroDivisionError: division by zero"
INDEX = r"page\.squares has 3 items; \[3\] is past its end, the last is \[2\]"
NOT_YAML = "the front matter is not YAML: .*; quote the text, or correct the indentation"
NOT_MAPPING = "the front matter is not a mapping; write one `name: value` a line"
NOT_UTF8 = r"this is not UTF-8 \(.*\); save the file as UTF-8"
INCLUDE = '```python\n--8<-- "{}"\n```'
HALF = "## Half { #half }"
AGAIN = "## Again { #again }\n\n"

QUOTES = [
    in_body("unknown-value", "{{ page.thrid }}", NEAREST),
    in_body("unknown-value-in-a-formula", "$$\nx\n= {{ page.thrid }}\n$$", NEAREST, line=9),
    in_body("unknown-value-in-a-table", "| A |\n|---|\n| {{ page.thrid }} |", NEAREST, line=9),
    in_body("unknown-value-in-a-heading", "## Half {{ page.thrid }} { #half }", NEAREST, source=HALF),
    in_body("unknown-value-in-an-alt-text", f"![{{{{ page.thrid[3] }}}}]({IMAGE})", NEAREST),
    in_body("unknown-value-in-a-tooltip", f'[A]({IMAGE} "{{{{ page.thrid[3] }}}}")', NEAREST),
    in_english("unknown-value-in-a-title", page(front="values: false\ntitle: A {{ page.thrid }}"), 3, NEAREST),
    in_body("unknown-value-after-code", "`{{ page.thrid }}`\n\n{{ page.thrid }}", NEAREST, line=9),
    in_body("wrong-index", "{{ page.squares[3] }}", INDEX),
    in_body("wrong-index-in-a-formula", "$x = {{ page.squares[3] }}$", INDEX),
    in_body("index-of-a-number", "{{ page.third[0] }}", r"page\.third is a single value; it has no item \[0\]"),
    in_body("wrong-format", "{{ page.third:.2q }}", r"page\.third is 1\.33.*, which the format '\.2q' cannot show: .*"),
    in_body("no-spaces", "{{page.third}}", r"\{\{page\.third\}\} is not a quote; write \{\{ name \}\}.*"),
    in_body("unknown-claim", "*A*{ claim=page.nothing }", r"there is no claim 'page\.nothing'; declare it in the .*"),
    in_body("claim-without-emphasis", "[A](index.md){ claim=page.nothing }", r"claim=.* is tied to no emphasised .*"),
    in_body("claim-after-a-space", "*A* { claim=page.nothing }", r"'\{ claim=page\.nothing \}' was left as it is; .*"),
    in_body("forged-claim", '<em data-claim="page.nothing">A</em>', "'A' is tied to 'page.nothing' by hand; .*"),
]

VALUES = [
    declared("raises", "1 / 0", 10, ZERO),
    declared("raises-under-an-alt-text", "1 / 0", 10, ZERO, f"![{{{{ broken[2] }}}}]({IMAGE})"),
    declared("not-a-number", "math.nan", 8, FINITE),
    declared("infinite", "[0.0, -math.inf]", 8, FINITE),
    declared("no-kind-of-value", "None", 8, "the value broken .*: it is None; let the function return a value"),
    declared("empty-value", "[]", 8, r"empty_value\.broken is empty; there is nothing to show"),
    in_both(
        "wrong-display",
        page("{{ broken }}", "title: A page"),
        "snippets/pages/@.py:8",
        r"wrong_display\.broken is 9\.25, which the format '\.2q' cannot show: .*",
        value("9.25", ".2q"),
    ),
    in_both(
        "syntax-error",
        page("{{ broken }}", "title: A page"),
        "snippets/pages/@.py:3",
        r"the module snippets\.pages\.syntax_error cannot be imported: SyntaxError: .*",
        '"""What the page may quote."""\n\ndef broken(:\n',
    ),
]

PAGES = [
    in_both(
        "page-without-a-module",
        page(front="title: A page"),
        "docs/zh/@.md:1",
        r"the page has no module snippets/pages/page_without_a_module\.py; add it, or write values: false .*",
    ),
    Fault(
        "module-without-a-page",
        {"snippets/pages/@.py": '"""Nothing."""\n'},
        "snippets/pages/@.py:1",
        "the module has no page of its name; add the page, or remove the module",
    ),
    Fault("only-english", {"docs/en/@.md": page()}, "docs/en/@.md:1", "the page has no source .*; rename it or .*"),
    Fault(
        "other-values",
        {"docs/zh/@.md": page(AGAIN + "{{ page.third }}"), "docs/en/@.md": page(AGAIN)},
        "docs/en/@.md:7",
        r"section #again quotes page\.third not at all, its source once; write .* where docs/zh/.* has “.*third.*”",
    ),
    Fault(
        "heading-without-translation",
        {"docs/zh/@.md": page(AGAIN + "{{ page.third }}"), "docs/en/@.md": page("{{ page.third }}")},
        "docs/en/@.md:5",
        r"the heading #again of docs/zh/heading-without-translation\.md:7 is missing; add it",
    ),
    in_body("heading-without-an-id", "## Half", r"the heading 'Half' has no id of its own; end it with \{ #.* \}"),
]

LINKS_AND_FORMULAS = [
    in_body("unknown-link", "[[Pgae]]", r"no page is called 'Pgae'; did you mean \[\[page\]\]\?"),
    Fault(
        "ambiguous-link",
        {
            **{f"docs/{code}/{folder}/twin.md": page() for code in ("zh", "en") for folder in ("one", "two")},
            "docs/zh/@.md": page(),
            "docs/en/@.md": page("[[twin]]"),
        },
        "docs/en/@.md:7",
        "'twin' is ambiguous: one/twin.* and two/twin.*; write the path of the one you mean",
    ),
    in_body("unknown-heading", "[[page#nowhere]]", "page.* has no heading 'nowhere'; it has top, formula"),
    in_body("broken-formula", r"$\frac{a}$", r"the formula does not parse: .* Correct the TeX: \\frac\{a\}"),
    in_body("broken-display", "$$\na \\\\\n\\fracc\n$$", r'the formula .*Unknown command "\\fracc".*', line=9),
    in_body("broken-formula-in-a-list", "- A\n\n    $$\n    \\fracc\n    $$", "the formula .*", line=10),
    in_body("broken-formula-in-a-callout", "> A\n>\n> $$\n> \\fracc\n> $$", "the formula .*", line=10),
]

FILES = [
    in_body("missing-section", INCLUDE.format("snippets/scenario.py:nowhere"), ".*'nowhere'.*; name a section .*", 8),
    in_body("missing-file", INCLUDE.format("snippets/absent.py"), "Snippet at path 'snippets/absent.py' .*", 8),
    in_body("missing-file-in-a-block", "```\n--8<--\nabsent.py\n--8<--\n```", "Snippet at path 'absent.py' .*", 9),
    in_english("not-utf8", page("caf").encode() + b"\xe9\n", 8, NOT_UTF8),
    in_chinese("source-not-utf8", page("caf").encode() + b"\xe9\n", 8, NOT_UTF8),
    in_english("dangling-link", Path("nowhere.md"), 1, "the page cannot be read: No such file or directory; .*"),
    Fault(
        "folder-for-a-page",
        {"docs/zh/@.md": page(), "docs/en/@.md/note.txt": ""},
        "docs/en/@.md:1",
        "the page cannot be read: Is a directory; put a text file there",
    ),
    in_english("not-yaml", page(front="values: false\ntitle: A: B"), 3, NOT_YAML),
    in_chinese("source-not-yaml", page(front="values: false\ntitle: A: B"), 3, NOT_YAML),
    in_english("no-mapping", page(front="- title\n- A page"), 2, NOT_MAPPING),
    in_chinese("source-no-mapping", page(front="- title\n- A page"), 2, NOT_MAPPING),
]

NUMERALS = [
    typed("typed-in-prose", "Less than 0.57 of them."),
    typed("typed-after-code", "`x = 0.57`\n\nIt is 0.57 here.", line=9),
    typed("typed-in-a-formula", "$x = 0.57$"),
    typed("typed-in-a-display", "$$\nx = 1\n$$\n\n$$\ny = 0.57\n$$", line=12),
    typed("typed-in-a-table", "| A | B |\n|---|---|\n| x | 0.57 |", line=9),
    typed("typed-in-a-heading", "## Half 0.57 { #half }", source=HALF),
    typed("typed-in-an-alt-text", f"![About 0.57]({IMAGE})"),
    typed("typed-in-a-tooltip", f'[A]({IMAGE} "About 0.57")'),
    typed("typed-in-html", '<p title="About 0.57">A</p>'),
    typed("typed-percentage", "It is 57 % of all.", "57 %"),
    typed("typed-full-width", "It is ０.５７.", "０.５７"),
    in_chinese("typed-among-han", page("共有57种"), 7, "57 is typed by hand in “.*57.*”; if it is no result, .*"),
    in_english(
        "typed-in-a-title", page(front="values: false\ntitle: A 0.57"), 3, "0.57 is typed by hand in the title; .*"
    ),
    in_english(
        "typed-in-a-description",
        page(front="values: false\ntitle: A page\ndescription: About 0.57"),
        4,
        "0.57 is typed by hand in the description; .*",
    ),
    in_body(
        "typed-near-a-value", "It is 1.34.", ".*page.third is 1.333333… and shows as 1.33: quote {{ page.third }}; .*"
    ),
    in_body(
        "literal-without-reason", '<span data-literal="">1999</span>', "data-literal of '1999' .*; say in words why .*"
    ),
    in_body(
        "forged-value", 'Text\n\n<data data-ref="page.forged">1999</data>', "'1999' claims to be page.forged, .*", 9
    ),
]

# Each on pages of its own, so that one build reports them all, as a contributor would have it.
TOGETHER = [*QUOTES, *VALUES, *PAGES, *LINKS_AND_FORMULAS, *FILES, *NUMERALS]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    """What comes of a project with all those faults at once, where an earlier good build was published."""
    project = write(
        tmp_path_factory.mktemp("spoilt"), {**sound, "site/index.html": "older", "site/en/index.html": "older"}
    )
    for fault in TOGETHER:
        write(project, fault.spoilt())
    return build(project)


@pytest.mark.parametrize("fault", TOGETHER, ids=lambda fault: fault.name)
def test_a_fault_is_reported_in_one_clean_line(fault: Fault, outcome: Outcome) -> None:
    fault.assert_reported(outcome)
