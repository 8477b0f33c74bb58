"""A translator's commands, run as typed: status, new, diff and sync; none of them evaluates anything."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from recompute.__main__ import main
from tests.machinery.translation.project import START, TRANSLATED, edit, states, write

Printed = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return main(list(arguments))


def commit(root: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "A version", "--allow-empty"]):
        subprocess.run([*git, *command], cwd=root, check=True)


@pytest.fixture
def translated(project: Path, capsys: Printed) -> Path:
    """The project with both pages translated into one language, and recorded to be."""
    write(project, {"docs/la/start.md": TRANSLATED})
    assert run("sync", "la", "start", "guide/far") == 0
    capsys.readouterr()
    return project


def test_status_lists_every_page_in_every_language_and_what_to_do(project: Path, capsys: Printed) -> None:
    assert run("status") == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["page", "language", "state", "sections", "next"],
        ["guide/far", "la", "unrecorded", *["python", "-m", "recompute", "sync", "la", "guide/far"]],
        ["start", "la", "missing", *["python", "-m", "recompute", "new", "la", "start"]],
        ["guide/far", "xa", "missing", *["python", "-m", "recompute", "new", "xa", "guide/far"]],
        ["start", "xa", "missing", *["python", "-m", "recompute", "new", "xa", "start"]],
        ["3", "missing,", "1", "unrecorded"],
    ]


def test_status_of_one_page_lists_that_page_alone(project: Path, capsys: Printed) -> None:
    assert run("status", "guide/far") == 0
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()[1:-1]] == [
        ["guide/far", "la", "unrecorded"],
        ["guide/far", "xa", "missing"],
    ]


def test_a_translation_goes_from_missing_to_current(project: Path, capsys: Printed) -> None:
    assert states(project)["start"] == "missing"
    assert run("new", "la", "start") == 0
    assert states(project)["start"] == "unfinished"
    write(project, {"docs/la/start.md": TRANSLATED})
    assert states(project)["start"] == "unrecorded"
    assert run("sync", "la", "start") == 0
    assert states(project)["start"] == "unreviewed"
    assert run("sync", "la", "start", "--review", "human", "--translator", "Ada") == 0
    assert states(project)["start"] == "current"
    edit(project, "docs/ua/start.md", "GO ", "WALK ")
    assert states(project)["start"] == "stale"
    assert "  translator: Ada\n" in (project / "docs/la/start.md").read_text()


def test_status_as_data_says_what_changed(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/start.md", "{ #road }", "{ #way }")
    edit(translated, "docs/ua/start.md", "GO ", "WALK ")
    edit(translated, "docs/ua/start.md", "HOW TO BEGIN", "HOW TO START")
    assert run("status", "--json") == 0
    found = next(entry for entry in json.loads(capsys.readouterr().out) if entry["file"] == "docs/la/start.md")
    assert found == {
        "page": "start",
        "language": "la",
        "file": "docs/la/start.md",
        "state": "stale",
        "changed": ["_front", "start"],
        "added": [],
        "removed": [],
        "renamed": {"way": "road"},
        "moved": [],
        "review": None,
        "translator": None,
        "command": "python -m recompute diff la start",
    }


def test_text_included_from_another_file_counts(translated: Path) -> None:
    write(translated, {"shared/ua.txt": "OTHER WORDS.\n"})
    assert states(translated)["start"] == "stale"
    write(translated, {"shared/ua.txt": "SHARED\nWORDS.\n"})
    assert states(translated)["start"] == "unreviewed"


def test_a_page_renamed_in_the_source_alone_is_recognised(translated: Path, capsys: Printed) -> None:
    (translated / "docs/ua/start.md").rename(translated / "docs/ua/begin.md")
    assert run("status") == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "begin la missing git mv docs/la/start.md docs/la/begin.md" in lines
    assert "start la without source" in lines
    (translated / "docs/la/start.md").rename(translated / "docs/la/begin.md")
    assert states(translated) == {"begin": "unreviewed", "guide/far": "unreviewed"}


def test_the_second_sync_changes_nothing(translated: Path, capsys: Printed) -> None:
    written = (translated / "docs/la/start.md").read_bytes()
    assert run("sync", "la", "start") == 0
    assert capsys.readouterr().out == "docs/la/start.md was up to date already\n"
    assert (translated / "docs/la/start.md").read_bytes() == written


def test_sync_refuses_a_page_that_visibly_lacks_something(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/la/start.md", "and $a_{\\text{big}} = {{ y }}$", "")
    written = (translated / "docs/la/start.md").read_bytes()
    assert run("sync", "la", "start") == 1
    formula = "the formula $a_{\\text{BIG}} = {{ y }}$"
    assert capsys.readouterr().err.splitlines() == [
        f"docs/la/start.md:14: section #start lacks {formula} of docs/ua/start.md:11; add it",
        "docs/la/start.md:14: section #start quotes start.y not at all, its source once; write {{ y }} where "
        "docs/ua/start.md:11 has “GO [FAR](guide/far.md#far) WITH {{ x:.2f }} AND $a_{\\text{BIG}} = {{ y }}$.”",
        "docs/la/start.md is not up to date, and not recorded to be; correct this first",
    ]
    assert (translated / "docs/la/start.md").read_bytes() == written


def test_sync_refuses_a_skeleton(project: Path, capsys: Printed) -> None:
    assert run("new", "la", "start") == 0
    assert run("sync", "la", "start") == 1
    assert "texts still wait for their translation; python -m recompute check start lists" in capsys.readouterr().err


DIFFERENCE = """\
what changed in docs/ua/start.md since docs/la/start.md was translated: #start changed, #end added

section #start changed (docs/ua/start.md:9, docs/la/start.md:14)
  …
! [-GO-]{+RUN+} [FAR](guide/far.md#far) WITH {{ x:.2f }} AND $a_{\\text{BIG}} = {{ y }}$.
  …

section #end added (docs/ua/start.md:31)
+ ## END
+ THE END.

let docs/la/start.md follow, then run python -m recompute sync la start
"""


def test_diff_shows_the_words_that_changed_since_the_translation(translated: Path, capsys: Printed) -> None:
    commit(translated)
    edit(translated, "docs/ua/start.md", "GO ", "WALK ")
    edit(translated, "docs/ua/start.md", ':part"\n```\n', ':part"\n```\n\n## END { #end }\n\nTHE END.\n')
    commit(translated)
    edit(translated, "docs/ua/start.md", "WALK ", "RUN ")
    assert run("diff", "la", "start") == 0
    assert capsys.readouterr().out == DIFFERENCE


def test_diff_without_a_history_shows_the_text_as_it_is(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/ua/start.md", "GO ", "WALK ")
    assert run("diff", "la", "start") == 0
    printed = capsys.readouterr().out
    assert "(its old text is not in the history; this is the text now)" in printed
    assert "  WALK [FAR]" in printed


def test_diff_follows_a_page_to_its_earlier_name(translated: Path, capsys: Printed) -> None:
    commit(translated)
    for code in ("ua", "la"):
        (translated / f"docs/{code}/start.md").rename(translated / f"docs/{code}/begin.md")
    commit(translated)
    edit(translated, "docs/ua/begin.md", "GO ", "WALK ")
    assert run("diff", "la", "begin") == 0
    assert "! [-GO-]{+WALK+} [FAR]" in capsys.readouterr().out


def test_diff_of_a_page_that_is_up_to_date_says_so(translated: Path, capsys: Printed) -> None:
    assert run("diff", "la", "start") == 0
    assert capsys.readouterr().out == "nothing changed in docs/ua/start.md since docs/la/start.md was translated\n"


def test_a_broken_record_is_reported_with_its_line(translated: Path, capsys: Printed) -> None:
    edit(translated, "docs/la/start.md", "translation:\n", "translation:\n  review: perhaps\n")
    assert run("sync", "la", "start") == 1
    assert (
        capsys.readouterr().err
        == "docs/la/start.md:7: review in the front matter is 'perhaps'; write human or machine\n"
    )


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (
            "new la guide/far",
            "docs/la/guide/far.md exists already; see what to do with: python -m recompute status guide/far",
        ),
        ("status stat", "ua has no page stat; did you mean start?"),
        ("new la stat", "ua has no page stat; did you mean start?"),
        ("new ua start", "ua is not a language to translate into; there is la, xa"),
        ("sync la start", "there is no docs/la/start.md yet; begin it with: python -m recompute new la start"),
        (
            "diff la guide/far",
            "docs/la/guide/far.md does not record what it was translated from; once it is up",
        ),
    ],
)
def test_what_cannot_be_done_is_reported_with_what_can(command: str, says: str, project: Path, capsys: Printed) -> None:
    assert run(*command.split()) == 1
    assert capsys.readouterr().err.startswith(says)


def test_a_page_that_cannot_be_read_is_reported(project: Path, capsys: Printed) -> None:
    (project / "docs/la/start.md").write_bytes(b"\xff")
    assert run("status") == 1
    assert capsys.readouterr().err.startswith("docs/la/start.md:1: this is not UTF-8")


def test_the_source_is_untouched_by_all_of_this(translated: Path) -> None:
    assert (translated / "docs/ua/start.md").read_text() == START
