"""A build publishes the whole site or nothing, whatever breaks it and however it was called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Write

TYPED = {"docs/en/index.md": "# Home { #home }\n\n{{ given }}, about 0.57\n"}
TYPED_LINE = r"docs/en/index\.md:3: 0\.57 is typed by hand in .*"
OTHER = "---\nvalues: false\n{}---\n\n# Other {{ #other }}\n\n{}\n"

SCENARIO_RAISES = '"""The given quantity."""\n\nSCENARIO = 1 / 0\n'
SCENARIO_RENAMED = '"""The given quantity."""\n\nGIVEN = 4.0\n'

MODULE = '''\
"""What the other page may quote."""

from recompute import value

{}
@value({}zh="值。", en="A value.")
def broken(scenario):
    {}
'''
LEAVES_ON_IMPORT = MODULE.format("raise SystemExit(1)", "", "return 7.75")
LEAVES = MODULE.format("", "", "raise SystemExit(1)")
PRINTS = MODULE.format("", "", 'return __import__("os").write(1, b"a line\\n") / 2')
NO_DISPLAY = MODULE.format("", '".2q", ', "return 7.75")
NUMBER_AS_DISPLAY = MODULE.format("", "3, ", "return 7.75")


def other(body: str, front: str = "", module: str | None = None) -> dict[str, Content]:
    """One page more in both languages, spoilt in English; its body begins on line 7 without front matter of its own."""
    pages: dict[str, Content] = {"docs/zh/other.md": OTHER.format("", "")}
    pages["docs/en/other.md"] = OTHER.format(front, body)
    return {**pages, "snippets/pages/other.py": module} if module else pages


def include(file: str) -> str:
    return f'```{{ .text data-no-run="shown alone" }}\n--8<-- "{file}"\n```'


SCENARIO = r"the scenario snippets\.scenario:SCENARIO cannot be imported"
FAULTS = {
    "scenario-raises": ({"snippets/scenario.py": SCENARIO_RAISES}, rf"snippets/scenario\.py:3: {SCENARIO}: .*"),
    "scenario-renamed": ({"snippets/scenario.py": SCENARIO_RENAMED}, rf".*:1: {SCENARIO}: .* no attribute 'SCENARIO'"),
    "module-leaves-on-import": (other("", module=LEAVES_ON_IMPORT), r"snippets/pages/other\.py:5: .*SystemExit.*"),
    "value-leaves": (other("", module=LEAVES), r"snippets/pages/other\.py:8: .*SystemExit.*"),
    "format-is-a-number": (other("{{ broken }}", module=NUMBER_AS_DISPLAY), r"snippets/pages/other\.py:6: .*"),
    "no-such-day": (other("", "title: 2016-13-45\n"), r"docs/en/other\.md:3: the front matter is not YAML: .*"),
    "alias-is-a-number": (other("", "aliases: 3\n"), r"docs/en/other\.md:\d: .*aliases.*"),
    "include-not-utf8": (other(include("bad.txt")) | {"bad.txt": b"\xe9\xff"}, r"docs/en/other\.md:8: .*bad\.txt.*"),
    "include-of-a-folder": (other(include("snippets")), r"docs/en/other\.md:8: .*snippets.*"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_concerns_the_whole_build_is_reported_in_one_clean_line(
    name: str, project: Path, write: Write, build: Build
) -> None:
    files, line = FAULTS[name]
    build(write(project, {"site/index.html": "older", **files})).assert_stopped_by(line, about=r"^[\w./]+:\d+: ")


# What mkdocs.yml holds, what to write instead, what is reported, and the beginning of the line that it is about.
CONFIGURATIONS = {
    "no-extension": (
        "  - recompute\n",
        "",
        "add 'recompute' to markdown_extensions, .*",
        "markdown_extensions:",
    ),
    "docs-of-no-language": (
        "docs_dir: docs/zh",
        "docs_dir: docs/en",
        "docs_dir ends in 'en'; let it end in 'zh', .*",
        "docs_dir: docs/en",
    ),
    "misspelt-word": (
        "name: English,",
        "name: English, ui_strings: {raed: x},",
        "the word 'raed' is not known; did you mean 'read'.*",
        "        - {code: en",
    ),
    "language-without-words-for-rounded-numbers": (
        "{code: zh,",
        "{code: zh, rounding_words_before: [约],",
        "en has no rounding_words_before; list its words for what zh says as 约",
        "        - {code: en",
    ),
    "language-without-pages": ("code: en", "code: fr", ".*docs/fr is no folder; add it, .*", "        - {code: fr"),
    "given-twice": (
        "      package: snippets.pages\n",
        "      package: snippets.pages\n      claims: snippets.pages\n      claims: snippets.pages\n",
        "'claims' is a duplicate of line .*",
        "      claims: snippets.pages\n      scenario",
    ),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_mistake_in_the_configuration_is_reported_at_its_line_and_nothing_is_published(
    name: str, project: Path, write: Write, build: Build
) -> None:
    right, wrong, message, place = CONFIGURATIONS[name]
    start, _, end = (project / "mkdocs.yml").read_text(encoding="utf-8").rpartition(right)
    changed = start + wrong + end
    outcome = build(write(project, {"mkdocs.yml": changed, "site/index.html": "older"}))
    line = changed.count("\n", 0, changed.index(place)) + 1
    outcome.assert_stopped_by(f"(ERROR   -  )?mkdocs\\.yml:{line}: {message}", about=r"mkdocs\.yml:")


@pytest.mark.parametrize(
    ("option", "advice"), [("or_so: [or so]", "write rounding_words_after"), ("coma: x", "did you mean 'comma'?")]
)
def test_an_option_under_an_old_or_unknown_name_is_refused_with_the_right_one(
    option: str, advice: str, project: Path, write: Write, build: Build
) -> None:
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    changed = configuration.replace("name: English,", f"name: English, {option},")
    outcome = build(write(project, {"mkdocs.yml": changed}))
    outcome.assert_stopped()
    (line,) = outcome.lines("there is no option")
    assert advice in line
    number = changed.count("\n", 0, changed.index(option)) + 1
    assert f"mkdocs.yml:{number}: " in line


def test_a_typed_numeral_near_a_value_that_cannot_be_shown_is_still_reported(
    project: Path, write: Write, build: Build
) -> None:
    outcome = build(write(project, other("It is 7.75.", module=NO_DISPLAY)))
    outcome.assert_stopped()
    assert outcome.lines(r"^docs/en/other\.md:7: 7\.75 is typed by hand")


def test_a_value_may_print(project: Path, write: Write, build: Build) -> None:
    outcome = build(write(project, other("", module=PRINTS)))
    assert outcome.code == 0, outcome.output


def test_several_faults_are_reported_together_in_the_order_of_files_and_lines(
    project: Path, write: Write, build: Build
) -> None:
    body = "{{ page.thrid }}\n\n[[Nowhere]] and 0.57\n\n$\\fracc$"
    outcome = build(write(project, {**TYPED, **other(body), "snippets/pages/lonely.py": '"""Nothing."""\n'}))
    outcome.assert_stopped()
    assert [line.split(": ")[0] for line in outcome.lines(r"^[\w./]+:\d+: ")] == [
        "docs/en/index.md:3",
        "docs/en/other.md:7",
        "docs/en/other.md:9",
        "docs/en/other.md:9",
        "docs/en/other.md:11",
        "snippets/pages/lonely.py:1",
    ]


def test_a_numeral_typed_on_two_lines_is_reported_on_both(project: Path, write: Write, build: Build) -> None:
    outcome = build(write(project, other("About 0.57 of them.\n\nStill 0.57 of them.")))
    outcome.assert_stopped()
    places = [line.split(": ")[0] for line in outcome.lines(r"0\.57 is typed by hand")]
    assert places == ["docs/en/other.md:7", "docs/en/other.md:9"]


def test_a_section_missing_on_two_lines_is_reported_on_both(project: Path, write: Write, build: Build) -> None:
    outcome = build(write(project, other(include("snippets/absent.py") + "\n\n" + include("snippets/absent.py"))))
    outcome.assert_stopped()
    assert [line.split(": ")[0] for line in outcome.lines("absent")] == ["docs/en/other.md:8", "docs/en/other.md:12"]


@pytest.mark.parametrize("options", [("-q", "--strict"), ("-q",), ("--no-strict",)], ids=" ".join)
def test_no_option_lets_a_fault_pass(options: tuple[str, ...], project: Path, write: Write, build: Build) -> None:
    build(write(project, TYPED), *options).assert_stopped_by(TYPED_LINE, about=r"\.md:")


@pytest.mark.parametrize("options", [("--strict",), ("-q", "--strict")], ids=" ".join)
def test_a_warning_of_mkdocs_stops_a_strict_build(
    options: tuple[str, ...], project: Path, write: Write, build: Build
) -> None:
    outcome = build(write(project, other("[Gone](gone.md)")), *options)
    outcome.assert_stopped()
    assert len(outcome.lines(r"WARNING.*gone\.md")) == 1


def test_an_earlier_site_stays_until_another_build_has_passed(project: Path, write: Write, build: Build) -> None:
    assert build(project).pages
    build(write(project, TYPED)).assert_stopped()
    assert build(write(project, {"docs/en/index.md": "# Home { #home }\n\n{{ given }}, all of it\n"})).code == 0
    assert "all of it" in (project / "site/en/index.html").read_text(encoding="utf-8")
    assert not list(project.glob(".site*"))


def test_one_fault_that_breaks_many_values_is_reported_once(project: Path, write: Write, build: Build) -> None:
    shared = MODULE.format("def quotient():\n    return 1 / 0\n\n", "", "return quotient()")
    again = '\n\n@value(zh="值。", en="A value.")\ndef broken_too(scenario):\n    return quotient() + 1\n'
    outcome = build(write(project, other("", module=shared + again)))
    line = r"snippets/pages/other\.py:6: the value broken cannot be computed: ZeroDivisionError: division by zero"
    outcome.assert_stopped_by(line, about="ZeroDivisionError")
