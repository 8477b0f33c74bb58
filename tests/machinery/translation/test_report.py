"""`changed` prints, as Markdown, what a change makes stale or leaves unchecked; it fails where a mark is removed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from recompute.__main__ import main
from tests.machinery.translation.project import FILES, TRANSLATED, edit, write

Printed = pytest.CaptureFixture[str]
START = "docs/la/start.md"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A version")


def changed(capsys: Printed, base: str = "main") -> tuple[int, list[str], list[str]]:
    """Run the command; return its exit status, the lines of its report, and what it complains about."""
    status = main(["changed", "--base", base])
    printed = capsys.readouterr()
    return status, printed.out.splitlines(), printed.err.splitlines()


@pytest.fixture
def branch(project: Path, capsys: Printed) -> Path:
    """The project with every page translated and reviewed, on a branch that has left main."""
    pages = {f"docs/{code}/start.md": TRANSLATED for code in ("la", "xa")}
    write(project, {**pages, "docs/xa/guide/far.md": FILES["docs/la/guide/far.md"]})
    for code in ("la", "xa"):
        assert main(["sync", code, "start", "guide/far", "--review", "human"]) == 0
    git(project, "init", "-q", "-b", "main")
    commit(project)
    git(project, "switch", "-q", "-c", "change")
    capsys.readouterr()
    return project


def test_a_change_that_concerns_no_translation_says_so(branch: Path, capsys: Printed) -> None:
    edit(branch, "shared/ua.txt", "SHARED WORDS.", "SHARED\nWORDS.")
    nothing = "This change makes no translation out of date, and leaves none unchecked."
    assert changed(capsys) == (0, ["## Translations", "", nothing], [])


def test_what_a_changed_source_makes_stale_is_reported_and_stops_nothing(branch: Path, capsys: Printed) -> None:
    edit(branch, "docs/ua/start.md", "- ONE", "- FIRST")
    commit(branch)
    status, lines, complaints = changed(capsys)
    assert (status, complaints) == (0, [])
    assert "### Out of date by this change" in lines
    assert [line for line in lines if line.startswith("| `")] == [
        "| `start` | `la` | `#road changed` | `python -m recompute diff la start` |",
        "| `start` | `xa` | `#road changed` | `python -m recompute diff xa start` |",
    ]
    assert not [line for line in lines if line.startswith("- ")]


def test_what_came_to_main_meanwhile_is_no_part_of_the_change(branch: Path, capsys: Printed) -> None:
    git(branch, "switch", "-q", "main")
    edit(branch, "docs/ua/start.md", "- ONE", "- FIRST")
    commit(branch)
    git(branch, "switch", "-q", "change")
    edit(branch, "docs/ua/guide/far.md", "ONLY", "JUST")
    lines = changed(capsys)[1]
    assert [line.split("`")[1] for line in lines if line.startswith("| `")] == ["guide/far", "guide/far"]


@pytest.fixture
def stale(branch: Path) -> Path:
    """The same, where the source of a page had changed before the branch left main."""
    git(branch, "switch", "-q", "main")
    edit(branch, "docs/ua/start.md", "- ONE", "- FIRST")
    commit(branch)
    git(branch, "switch", "-q", "-C", "change")
    return branch


def test_a_stale_page_that_is_not_touched_is_no_matter(stale: Path, capsys: Printed) -> None:
    edit(stale, "docs/la/guide/far.md", "only words", "merely words")
    status, lines, complaints = changed(capsys)
    assert (status, complaints) == (0, [])
    assert not [line for line in lines if "start" in line]


def test_a_stale_page_that_is_touched_may_be_left_marked(stale: Path, capsys: Printed) -> None:
    edit(stale, START, "how to begin", "where to begin")
    status, lines, complaints = changed(capsys)
    assert (status, complaints) == (0, [])
    assert "### Touched by this change, and out of date still" in lines
    assert "| `start` | `la` | `#road changed` | `python -m recompute diff la start` |" in lines
    assert f"- `{START}`: section #road not compared with the source, being out of date" in lines


def test_a_stale_page_that_has_followed_is_in_order(stale: Path, capsys: Printed) -> None:
    edit(stale, START, "- one", "- first")
    assert main(["sync", "la", "start"]) == 0
    capsys.readouterr()
    status, lines, _ = changed(capsys)
    assert status == 0
    assert not [line for line in lines if START in line]


def test_a_page_recorded_without_a_changed_word_is_shown_to_reviewers(stale: Path, capsys: Printed) -> None:
    assert main(["sync", "la", "start", "--unchanged"]) == 0
    capsys.readouterr()
    status, lines, _ = changed(capsys)
    assert status == 0
    assert f"- `{START}`: section #road recorded to be up to date, with not a word changed" in lines


def test_a_stale_page_may_not_lose_its_mark(stale: Path, capsys: Printed) -> None:
    text = (stale / START).read_text()
    record = text[text.index("translation:\n") : text.index("---\n\n#")]
    (stale / START).write_text(text.replace(record, "").replace("how to begin", "where to begin"))
    status, _, complaints = changed(capsys)
    assert status == 1
    assert complaints == [
        f"{START}:1: the front matter does not record which version of its source was translated; "
        "once it is up to date, run python -m recompute sync la start, or put the record back"
    ]


def test_a_new_page_needs_a_translation_and_a_translation_a_record(branch: Path, capsys: Printed) -> None:
    new = FILES["docs/ua/guide/far.md"].replace("far", "near").replace("FAR", "NEAR")
    write(branch, {"docs/ua/near.md": new, "docs/la/near.md": new.lower()})
    status, lines, complaints = changed(capsys)
    assert status == 1
    assert [line.partition(":1:")[0] for line in complaints] == ["docs/la/near.md"]
    assert "- `docs/ua/near.md` has no translation: `python -m recompute new xa near`" in lines


def test_a_translation_that_nobody_reviewed_is_reported(branch: Path, capsys: Printed) -> None:
    edit(branch, START, "review: human", "review: machine")
    assert f"- `{START}`: nobody is recorded to have reviewed it" in changed(capsys)[1]


@pytest.mark.parametrize("base", ["maine", "--output=x"])
def test_an_unknown_base_is_reported(base: str, branch: Path, capsys: Printed) -> None:
    assert main(["changed", f"--base={base}"]) == 1
    assert capsys.readouterr().err.startswith(f"git knows no {base} here; name a branch or a commit")


def test_a_base_without_a_shared_history_is_reported(branch: Path, capsys: Printed) -> None:
    git(branch, "switch", "-q", "--orphan", "apart")
    commit_nothing = ["commit", "-q", "--allow-empty", "-m", "Elsewhere"]
    git(branch, *commit_nothing)
    git(branch, "switch", "-q", "change")
    assert changed(capsys, "apart")[2] == [
        "git knows no commit that apart and the present state share; run git fetch --unshallow"
    ]
