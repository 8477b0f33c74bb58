"""A notebook becomes the text of a page, line by line, or a problem that says what to do about it."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from recompute.diagnostics import Diagnostics, LocatedError
from recompute.source.notebook import Notebook, parse
from recompute.source.page_source import Source, read
from tests.machinery.source.notebooks import code, line_of, raw, saved, words

FRONT = raw("---\ntitle: 天气\ntags: [rain]\n---")
CELLS = [FRONT, words("# Weather { #weather }\n\n“Rain” \\$\n"), code('import rain\n\nprint("\\n")'), words("The end.")]


def read_notebook(written: str, folder: Path) -> tuple[Source, list[str]]:
    file, diagnostics = folder / "a.ipynb", Diagnostics()
    file.write_text(written, encoding="utf-8")
    return read(file, "docs/en/a.ipynb", diagnostics), str(diagnostics).splitlines()


def test_these_tests_lay_notebooks_out_as_nbformat_does() -> None:
    written = saved(*CELLS)
    assert written == nbformat.writes(nbformat.reads(written, as_version=4)) + "\n"


def test_each_line_of_a_cell_is_where_the_file_holds_it() -> None:
    written = saved(*CELLS)
    lines = parse(written).text.split("\n")
    assert len(lines) == len(written.split("\n"))
    for text in ("title: 天气", "# Weather { #weather }", "“Rain” \\$", "import rain", 'print("\\n")', "The end."):
        assert lines[line_of(written, text) - 1] == text


def test_code_is_in_a_fence_with_the_place_of_its_output_below() -> None:
    written = saved(*CELLS)
    notebook, first = parse(written), line_of(written, "import rain")
    lines = notebook.text.split("\n")
    assert lines[first - 2 : first + 4] == ["```python", "import rain", "", 'print("\\n")', "```", "\ue0040\ue004"]
    assert [(cell.code, cell.line) for cell in notebook.cells] == [('import rain\n\nprint("\\n")', first)]


def test_a_fence_is_longer_than_any_in_its_code() -> None:
    lines = parse(saved(code('"""\n````\n"""'))).text.split("\n")
    assert [line for line in lines if line.startswith("`````")] == ["`````python", "`````"]


def test_empty_cells_are_left_out() -> None:
    notebook = parse(saved(words(""), code(""), code("x = 1")))
    assert [cell.code for cell in notebook.cells] == ["x = 1"]


def test_without_its_code_cells_a_notebook_keeps_its_lines() -> None:
    written = saved(*CELLS)
    lines = parse(written).without_code().split("\n")
    assert [line for line in lines if line][-3:] == ["# Weather { #weather }", "“Rain” \\$", "The end."]
    assert lines[line_of(written, "The end.") - 1] == "The end."


def test_front_matter_is_a_first_raw_cell(tmp_path: Path) -> None:
    source, diagnostics = read_notebook(saved(*CELLS), tmp_path)
    assert source.meta == {"title": "天气", "tags": ["rain"]}
    assert [(heading.text, heading.id) for heading in source.headings] == [("Weather", "weather")]
    assert diagnostics == []


@pytest.mark.parametrize(
    ("front", "at", "message"),
    [
        ("---\ntitle: a: b\n---", "title: a: b", "the front matter is not YAML"),
        ("---\ntitle: a\ntags: 3\n---", "tags: 3", "tags in the front matter is 3"),
        ("---\nwords\n---", "words", "the front matter is not a mapping"),
    ],
)
def test_bad_front_matter_is_reported_with_its_line(front: str, at: str, message: str, tmp_path: Path) -> None:
    written = saved(raw(front), words("Rain"))
    _, [problem] = read_notebook(written, tmp_path)
    assert problem.startswith(f"docs/en/a.ipynb:{line_of(written, at)}: {message}")


JOINED = saved(code("a = 1\nb = 2")).replace('"a = 1\\n",\n', '"a = 1\\n",')
UNREADABLE = {
    "cut off": ('{\n "cells": [\n', 3, "this is not JSON"),
    "a list": ("[]\n", 1, "this is no notebook of version 4"),
    "version 3": ('{"worksheets": []}\n', 1, "this is no notebook of version 4"),
    "on one line": (json.dumps(json.loads(saved(*CELLS))), 1, "the cells are not stored one line a line"),
    "two lines on one": (JOINED, 1, "the cells are not stored one line a line"),
    "one text a cell": (saved({**words(""), "source": "Rain"}), 1, "the cells are not stored one line a line"),
    "a break within a line": (saved({**words(""), "source": ["a\nb"]}), 1, "the cells are not stored one line a line"),
}


@pytest.mark.parametrize(("written", "line", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_to_save_it_with_jupyter(written: str, line: int, message: str) -> None:
    with pytest.raises(LocatedError, match=f"^{message}.*; save it with Jupyter$") as caught:
        parse(written)
    assert caught.value.line == line


def test_an_unreadable_notebook_is_no_sound_page(tmp_path: Path) -> None:
    source, diagnostics = read_notebook("{}\n", tmp_path)
    assert not source.sound
    assert diagnostics == ["docs/en/a.ipynb:1: this is no notebook of version 4; save it with Jupyter"]


RUN = {**code("x"), "execution_count": 3}
PRINTED = {**code("x"), "outputs": [{"output_type": "stream", "name": "stdout", "text": ["1"]}]}


@pytest.mark.parametrize(("cell", "at"), [(RUN, '"execution_count": 3'), (PRINTED, '"outputs": [')])
def test_a_stored_output_is_a_problem_of_a_page_that_is_shown(cell: dict[str, object], at: str, tmp_path: Path) -> None:
    written = saved(words("Rain"), cell)
    [line] = [number for number, text in enumerate(written.splitlines(), start=1) if at in text]
    source, diagnostics = read_notebook(written, tmp_path)
    assert source.sound
    assert diagnostics == [
        f"docs/en/a.ipynb:{line}: an output is stored here; clear the outputs of all cells, and save"
    ]


@pytest.mark.parametrize("cells", [[words("Rain"), raw("<b>x</b>")], [raw("x")], [words("A"), FRONT]])
def test_any_other_raw_cell_is_a_fault_and_is_not_shown(cells: list[dict[str, object]]) -> None:
    notebook: Notebook = parse(saved(*cells))
    [(_, message)] = notebook.faults
    assert message.startswith("a raw cell is not shown; make it Markdown, or put it first as front matter")
    assert not {"<b>x</b>", "x", "title: 天气"} & set(notebook.text.split("\n"))
