"""Two numbers that have changed places in a sentence are reported, unless the words have moved along."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.library.glossary import Lexicon, Term, Wording
from recompute.translation.document import Pair
from recompute.translation.swaps import swapped
from tests.machinery.translation.conftest import Read
from tests.machinery.translation.project import TRANSLATED, edit, write

TERMS = [Term(key, 1, "", {"ua": Wording(key.upper(), ""), "la": Wording(key, "")}) for key in ("plain", "smooth")]
LEXICONS = {code: Lexicon({term.wordings[code].term: term for term in TERMS}) for code in ("ua", "la")}
SWAPPED = {
    "nothing else": ("FROM {{ x }} TO {{ y }}.", "from {{ y }} to {{ x }}."),
    "terms in their places": ("PLAIN: {{ x }}, SMOOTH: {{ y }}.", "plain: {{ y }}, smooth: {{ x }}."),
    "formulas in their places": ("$a$ IS {{ x }}, $b$ IS {{ y }}.", "$a$ is {{ y }}, $b$ is {{ x }}."),
    "within formulas": ("$a = {{ x }}$, $b = {{ y }}$.", "$a = {{ y }}$, $b = {{ x }}$."),
    "code in its place": ("`a` {{ x }}, `b` {{ y }}.", "`a` {{ y }}, `b` {{ x }}."),
    "the second sentence": ("{{ y }}, {{ x }}. {{ x }}, {{ y }}.", "{{ y }}, {{ x }}. {{ y }}, {{ x }}."),
}
MOVED = {
    "the same order": ("FROM {{ x }} TO {{ y }}.", "from {{ x }} to {{ y }}."),
    "terms along with them": ("PLAIN: {{ x }}, SMOOTH: {{ y }}.", "smooth: {{ y }}, plain: {{ x }}."),
    "formulas along with them": ("$a$ IS {{ x }}, $b$ IS {{ y }}.", "$b$ is {{ y }}, $a$ is {{ x }}."),
    "code along with it": ("`a` {{ x }}, `b` {{ y }}.", "`b` {{ y }}, `a` {{ x }}."),
    "one number twice": ("{{ x }}, AGAIN {{ x }}.", "{{ x }}, again {{ x }}."),
}


def found(source: str, translation: str, read: Read) -> list[tuple[int, str]]:
    pair = Pair(read(f"# A {{ #a }}\n\n{source}\n"), read(f"# a {{ #a }}\n\n{translation}\n", "la"))
    return list(swapped(pair, "a", LEXICONS))


@pytest.mark.parametrize("name", SWAPPED)
def test_numbers_in_each_other_s_place_are_reported(name: str, read: Read) -> None:
    message = "{{ page.y }} is quoted where docs/ua/page.md:3 quotes {{ page.x }}; "
    assert [(line, text.startswith(message)) for line, text in found(*SWAPPED[name], read)] == [(3, True)]


@pytest.mark.parametrize("name", MOVED)
def test_numbers_with_their_words_are_not_reported(name: str, read: Read) -> None:
    assert found(*MOVED[name], read) == []


def test_check_warns_of_them_and_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"docs/la/start.md": TRANSLATED})
    for code, words in (("ua", "IT GREW FROM {{ x }} TO {{ y }}."), ("la", "it grew from {{ y }} to {{ x }}.")):
        edit(project, f"docs/{code}/guide/far.md", "ONLY WORDS." if code == "ua" else "only words.", words)
    assert main(["sync", "la", "start", "guide/far"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    assert [line.partition("; ")[0] for line in capsys.readouterr().out.splitlines()] == [
        "docs/la/guide/far.md:12: warning: {{ guide.far.y }} is quoted "
        "where docs/ua/guide/far.md:8 quotes {{ guide.far.x }}",
        "0 errors, 1 warning",
    ]
