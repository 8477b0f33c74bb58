"""The reference of options, keys, quotes and formats is that of the code, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.site import reference
from recompute.source import front_matter
from recompute.source.inlines import inlines
from recompute.values.number_format import MARKS, TYPES, show
from tests.machinery.translation.project import write

ROOT = Path(__file__).resolve().parents[3]
ZH, EN = (ROOT / "docs" / code / "writing.md" for code in ("zh", "en"))


@pytest.mark.parametrize("name", reference.TABLES)
def test_each_name_of_the_code_has_words_in_both_languages_and_no_other_has(name: str) -> None:
    meanings = reference.words()[name]
    assert meanings.keys() == reference.TABLES[name]().keys()
    assert all(each["zh"].strip() and each["en"].strip() for each in meanings.values())


@pytest.mark.parametrize("name", reference.TABLES)
@pytest.mark.parametrize("page", [ZH, EN], ids=["zh", "en"])
def test_the_page_has_the_table_of_the_code(page: Path, name: str) -> None:
    shown = f"<!-- reference: {name} -->\n\n{reference.table(name, page.parent.name)}\n<!-- /reference -->"
    assert page.read_text(encoding="utf-8").count(shown) == 1


def test_what_is_required_and_of_what_kind_is_shown() -> None:
    rows = reference.table("options", "en").splitlines()
    assert "| `package` | text, required | the package of the values; the module of a page has its name |" in rows
    assert [row for row in rows if row.startswith("| `figures` | text | ")]
    assert [row for row in rows if row.startswith("| `languages` | list, required | ")]
    assert [row for row in rows if row.startswith("| `evaluate_twice` | `true` or `false` | ")]


@pytest.mark.parametrize("example", reference.words()["syntax"])
def test_each_example_of_the_syntax_is_what_it_says(example: str) -> None:
    kind = reference.words()["syntax"][example]["kind"]
    assert kind in {each.kind for each in inlines(example)}


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        *(("f", "1234.500000"), (".1e", "1.2×10³"), ("g", "1234.5"), ("%", "123450.000000%"), ("g%", "123450%")),
        *(("+.1f", "+1234.5"), (",.1f", "1,234.5"), ("<.1f", "1234.5")),
    ],
)
def test_each_part_of_a_format_shows_numbers_as_it_says(display: str, shown: str) -> None:
    assert show(1234.5, display) == shown


def test_all_parts_of_a_format_are_tried() -> None:
    tried = {"f", "e", "g", "%", "g%", "+", ",", "<"}
    assert {*TYPES, *MARKS} == tried | {"d"}
    assert show(1234, "d") == "1234"


@pytest.mark.parametrize("key", front_matter.KINDS)
def test_a_kind_is_one_that_the_reference_has_words_for(key: str) -> None:
    assert front_matter.KINDS[key].word in {"", *reference.words()["words"]}


def test_check_reports_a_table_that_is_not_that_of_the_code_and_writes_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "# A {{ #a }}\n\n<!-- reference: {} -->\n\n{}\n<!-- /reference -->\n"
    write(project, {"docs/ua/guide/far.md": page.format("formats", "| `f` |\n")})
    assert main(["check"]) == 1
    assert (
        "docs/ua/guide/far.md:3: the generated text between these marks is out of date; run " in capsys.readouterr().out
    )
    main(["check", "--fix"])
    assert "docs/ua/guide/far.md: wrote what is generated" in capsys.readouterr().out
    written = (project / "docs/ua/guide/far.md").read_text(encoding="utf-8")
    assert written == page.format("formats", reference.table("formats", "en"))
    write(project, {"docs/ua/guide/far.md": page.format("formulas", "")})
    main(["check"])
    assert "docs/ua/guide/far.md:3: there is no reference of formulas; there is options, " in capsys.readouterr().out
