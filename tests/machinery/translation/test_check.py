"""`check` runs every check that needs no build; `check --fix` repairs what a machine can, and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown import markdown

from recompute.__main__ import main
from tests.machinery.translation.project import FAR, check, edit, write

Printed = pytest.CaptureFixture[str]
FENCES = ["pymdownx.superfences", "attr_list"]
START, OTHER = "docs/la/start.md", "docs/la/guide/far.md"


def test_pages_that_agree_pass(translated: Path, capsys: Printed) -> None:
    assert check(capsys) == []


def test_the_pages_named_are_reported_alone(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/start.md", "- ONE", "- FIRST")
    edit(translated, OTHER, "only words", "only ** words**")
    assert [line.split(":")[0] for line in check(capsys, "guide/far")] == [OTHER]
    assert [line.split(":")[0] for line in check(capsys, "start")] == [START, "docs/xa/start.md"]
    assert main(["check", "stat"]) == 1
    assert capsys.readouterr().err == "ua has no page stat; did you mean start?\n"


def test_a_page_without_a_source_is_reported_and_a_missing_one_is_no_fault(translated: Path, capsys: Printed) -> None:
    (translated / "docs/la/start.md").rename(translated / "docs/la/begin.md")
    assert check(capsys) == ["docs/la/begin.md:1: the page has no source of the same name; rename it or remove it"]


def test_what_differs_is_reported_while_the_source_is_as_it_was(translated: Path, capsys: Printed) -> None:
    edit(translated, START, "$a_{\\text{big}} = {{ y }}$", "$a_{\\text{big}}$")
    assert [line.partition("; ")[0] for line in check(capsys)] == [
        f"{START}:14: section #start lacks the formula $a_{{\\text{{BIG}}}} = {{{{ y }}}}$ of docs/ua/start.md:11",
        f"{START}:14: section #start quotes start.y not at all, its source once",
    ]


def test_a_source_that_has_changed_only_warns(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/start.md", "$a_{\\text{BIG}} = {{ y }}$", "$b$")
    edit(translated, "docs/ua/start.md", "## ROAD { #road }", "## NEW { #new }\n\n### ROAD { #way }")
    assert [line.partition("; ")[0] for line in check(capsys) if "docs/la" in line.partition(" ")[0]] == [
        f"{START}:1: warning: section #new has been added in docs/ua/start.md:15",
        f"{START}:14: warning: section #start has changed since it was translated (docs/ua/start.md:9)",
        f"{START}:20: warning: section #road is called #way in docs/ua/start.md:17",
        f"{START}:20: warning: section #way has changed since it was translated (docs/ua/start.md:17)",
    ]


def test_a_page_that_waits_for_many_words_is_one_line_until_it_is_named(project: Path, capsys: Printed) -> None:
    assert main(["new", "la", "start"]) == 0
    capsys.readouterr()
    (line,) = (line for line in check(capsys) if line.startswith(START))
    main(["check", "start"])
    listed = capsys.readouterr().out.count("still waits for its translation")
    assert listed > 5
    assert line == (
        f"{START}:2: {listed} texts still wait for their translation; python -m recompute check start lists them"
    )


def test_a_skeleton_is_not_yet_a_page(translated: Path, capsys: Printed) -> None:
    (translated / OTHER).unlink()
    assert main(["new", "la", "guide/far"]) == 0
    capsys.readouterr()
    assert check(capsys) == [
        f"{OTHER}:2: “title: FAR” still waits for its translation; write it, and take this comment out",
        f"{OTHER}:13: “FAR” still waits for its translation; write it, and take this comment out",
        f"{OTHER}:15: “ONLY WORDS.” still waits for its translation; write it, and take this comment out",
    ]


@pytest.mark.parametrize("gap", ["…", "[…](../start.md)", "“…” words.", "**…** words"])
def test_a_gap_that_is_left_is_reported_without_its_comment_too(gap: str, translated: Path, capsys: Printed) -> None:
    edit(translated, OTHER, "only words.", f"only words. {gap}")
    assert f"{OTHER}:12: “…” is left where words belong; write them in its place" in check(capsys)
    assert main(["status", "guide/far"]) == 0
    assert "unfinished" in capsys.readouterr().out


@pytest.mark.parametrize("words", ["only words…", "only `…` words", "only …words"])
def test_three_dots_of_a_sentence_are_no_gap(words: str, translated: Path, capsys: Printed) -> None:
    edit(translated, OTHER, "only words", words)
    assert not [line for line in check(capsys) if "where words belong" in line]


def test_a_sign_that_the_source_has_too_is_no_gap(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/guide/far.md", "ONLY WORDS", "ONLY … WORDS")
    edit(translated, OTHER, "only words", "only … words")
    assert not [line for line in check(capsys) if "where words belong" in line]


@pytest.mark.parametrize("shown", ["`<!-- ua: WORDS -->`", "```html\n<!-- ua: WORDS -->\n```"])
def test_a_page_may_show_what_a_skeleton_looks_like(shown: str, translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/guide/far.md", "ONLY WORDS.", f"ONLY WORDS.\n\n{shown}")
    for code in ("la", "xa"):
        edit(translated, f"docs/{code}/guide/far.md", "only words.", f"only words.\n\n{shown}")
        assert main(["sync", code, "guide/far"]) == 0
    capsys.readouterr()
    assert check(capsys) == []


def test_a_broken_record_is_reported(translated: Path, capsys: Printed) -> None:
    edit(translated, OTHER, "translation:\n", "translation:\n  review: soon\n")
    assert check(capsys) == [f"{OTHER}:4: review in the front matter is 'soon'; write human or machine"]


@pytest.mark.parametrize(
    ("link", "into"),
    [
        ("[x](../../ua/guide/far.md)", "Upper"),
        ("[x](../../xa/guide/far.md)", "Mixed"),
        ('<a href="../../../guide/far/">x</a>', "Upper"),
        ('<a href="../../../xa/start/">x</a>', "Mixed"),
    ],
)
def test_a_link_into_another_language_is_reported_unless_it_says_so(
    link: str, into: str, translated: Path, capsys: Printed
) -> None:
    tag = {"Upper": "x-upper", "Mixed": "x-mixed"}[into]
    edit(translated, OTHER, "only words.", f"only words {link}.")
    messages = [line for line in check(capsys) if "leads to" in line]
    assert len(messages) == 1
    assert f"leads to a page in {into}; link to the page in Lower, or say so with hreflang={tag}" in messages[0]
    said = link.replace("<a ", f'<a hreflang="{tag}" ') if link.startswith("<") else f"{link}{{ hreflang={tag} }}"
    edit(translated, OTHER, link, said)
    assert not [line for line in check(capsys) if "leads to" in line]


def test_text_is_checked_in_every_language(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/guide/far.md", "ONLY WORDS.", "ONLY ** WORDS** 汉.")
    assert [line.partition(";")[0] for line in check(capsys) if "docs/ua" in line.partition(" ")[0]] == [
        "docs/ua/guide/far.md:8: an asterisk is left as it is",
        "docs/ua/guide/far.md:8: “汉” is Han script on a page in Upper",
    ]


@pytest.mark.parametrize(
    ("said", "is_reported"),
    [
        ("python", False),
        ("", False),
        ("c++", False),
        ('python title="a b" hl_lines="1"', False),
        ('{ .python data-no-run="slow" }', False),
        ('python { data-no-run="slow" }', False),
        ('python data-no-run="slow"', True),
        ("python title=a", True),
        ("in python", True),
    ],
)
def test_a_fence_that_would_be_shown_as_words_is_reported(
    said: str, is_reported: bool, translated: Path, capsys: Printed
) -> None:
    assert ("<pre" not in markdown(f"```{said}\nx\n```", extensions=FENCES)) is is_reported
    edit(translated, "docs/ua/guide/far.md", "ONLY WORDS.", f"ONLY WORDS.\n\n```{said}\nx = y\n```")
    messages = [line for line in check(capsys) if "is not read as code" in line]
    assert [line.startswith(f"docs/ua/guide/far.md:10: ```{said} is not") for line in messages] == [True] * is_reported


def test_spaces_are_advised_where_han_is_written(translated: Path, capsys: Printed) -> None:
    edit(translated, "mkdocs.yml", "tag: x-upper", "tag: ua-Hani")
    edit(translated, "docs/ua/guide/far.md", "ONLY WORDS.", "汉WORDS.")
    assert "docs/ua/guide/far.md:8: warning: write a space in “汉WORD”: “汉 WORD”" in check(capsys)


def test_ids_are_repaired_with_the_links_that_lead_to_them(translated: Path, capsys: Printed) -> None:
    write(
        translated, {OTHER: FAR.lower().replace("{ #far }", "").replace("only", "[a](../start.md#road) [[start#road]]")}
    )
    edit(translated, START, "guide/far.md#far", "guide/far.md")
    edit(translated, "docs/ua/start.md", "{ #road }", "{ #way }")
    edit(translated, "docs/ua/guide/far.md", "ONLY", "[A](../start.md#way) [[start#way]]")
    assert main(["check", "--fix"]) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        f"{OTHER}:6: gave the heading the id #far",
        f"{START}:20: gave the heading the id #way in place of #road",
        f"{OTHER}: updated its links to the new ids",
    ]
    assert "## road { #way }\n" in (translated / START).read_text()
    assert "# far { #far }\n\n[a](../start.md#way) [[start#way]]" in (translated / OTHER).read_text()


def test_a_wrong_id_is_repaired_where_the_place_of_its_heading_shows(translated: Path, capsys: Printed) -> None:
    edit(translated, START, "{ #road }", "{ #rod }")
    assert check(capsys, "--fix") == [f"{START}:20: gave the heading the id #road in place of #rod"]


def test_a_heading_of_another_level_keeps_its_id(translated: Path, capsys: Printed) -> None:
    edit(translated, START, "## road { #road }", "### road { #rod }")
    written = (translated / START).read_bytes()
    assert check(capsys, "--fix")
    assert (translated / START).read_bytes() == written


def test_included_code_and_the_order_of_front_matter_are_repaired(translated: Path, capsys: Printed) -> None:
    edit(translated, START, '"values/a.py:part"', '"values/b.py"')
    text = (translated / START).read_text()
    front = "description: how to begin\n"
    moved = text.replace(front, "").replace("hide: [toc]\n", f"hide: [toc]\nstatus: x\n# why\n{front}")
    (translated / START).write_text(moved.replace("\n", "\r\n"), newline="")
    assert check(capsys, "--fix") == [
        f"{START}: included the code that its source includes",
        f"{START}: put its front matter in the order of its source",
    ]
    expected = text.replace("values/b.py", "values/a.py:part").replace(front, f"# why\n{front}")
    expected = expected.replace("hide: [toc]\n", "hide: [toc]\nstatus: x\n")
    assert (translated / START).read_bytes() == expected.replace("\n", "\r\n").encode()


def test_nothing_is_touched_where_nothing_is_to_repair(translated: Path, capsys: Printed) -> None:
    before = {path: path.read_bytes() for path in translated.rglob("*.md")}
    assert check(capsys, "--fix") == []
    assert {path: path.read_bytes() for path in translated.rglob("*.md")} == before


def test_what_is_found_is_printed_as_data_or_as_annotations_too(translated: Path, capsys: Printed) -> None:
    edit(translated, OTHER, "only words", "only ** words**")
    *lines, annotation = check(capsys, "--format", "github")
    assert main(["check", "--format", "json"]) == 1
    [found] = json.loads(capsys.readouterr().out)
    assert lines == [f"{found['file']}:{found['line']}: {found['what']}; {found['advice']}"]
    assert annotation == f"::error file={OTHER},line={found['line']}::{found['what']}; {found['advice']}"
