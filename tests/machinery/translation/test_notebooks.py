"""A translated notebook is recorded as any page is, in the front matter of its first cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from recompute.__main__ import main
from recompute.cli.translations import load
from tests.machinery.translation.project import edit, states, write

Printed = pytest.CaptureFixture[str]

NOTEBOOK = """\
{
 "cells": [
  {
   "cell_type": "raw",
   "id": "a",
   "metadata": {},
   "source": [
    "---\\n",
    "title: BOOK\\n",
    "---"
   ]
  },
  {
   "cell_type": "markdown",
   "id": "b",
   "metadata": {},
   "source": [
    "# BOOK { #book }"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
"""


@pytest.fixture
def notebook(project: Path) -> Path:
    """The file of a translated notebook."""
    write(project, {"docs/ua/book.ipynb": NOTEBOOK, "docs/la/book.ipynb": NOTEBOOK.replace("BOOK", "book")})
    return project / "docs/la/book.ipynb"


def test_a_notebook_is_recorded_in_its_first_cell_and_nowhere_else(notebook: Path, project: Path) -> None:
    before = notebook.read_text()
    assert states(project)["book"] == "unrecorded"
    assert main(["sync", "la", "book"]) == 0
    assert states(project)["book"] == "unreviewed"
    source, own = (load(project).document(code, "book.ipynb").hashes for code in ("ua", "la"))
    record = ["translation:", "  sections:", *(f'    {id_}: \\"{found} {own[id_]}\\"' for id_, found in source.items())]
    lines = "".join(f'    "{line}\\n",\n' for line in record)
    assert notebook.read_text() == before.replace('    "---"\n', f'{lines}    "---"\n')
    edit(project, "docs/ua/book.ipynb", "# BOOK", "# A BOOK")
    assert states(project)["book"] == "stale"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            '"cell_type": "raw"',
            '"cell_type": "markdown"',
            "give the notebook a raw cell first, between two lines of ---",
        ),
        (
            ' "metadata": {},\n "nbformat"',
            ' "metadata": { },\n "nbformat"',
            "the notebook is not stored as Jupyter stores",
        ),
    ],
)
def test_a_notebook_that_cannot_be_recorded_says_why(
    old: str, new: str, says: str, notebook: Path, project: Path, capsys: Printed
) -> None:
    edit(project, "docs/la/book.ipynb", old, new)
    written = notebook.read_bytes()
    assert main(["sync", "la", "book"]) == 1
    assert says in capsys.readouterr().err
    assert notebook.read_bytes() == written


def test_a_notebook_is_begun_by_copying_it(notebook: Path, capsys: Printed) -> None:
    notebook.unlink()
    assert main(["new", "la", "book"]) == 1
    says = "docs/la/book.ipynb would be a notebook; copy docs/ua/book.ipynb there, and translate its words in Jupyter"
    assert capsys.readouterr().err == f"{says}\n"
