"""Notebooks as Jupyter saves them, made of their cells."""

from __future__ import annotations

import json
from typing import Any


def raw(text: str) -> dict[str, Any]:
    return _cell("raw", text)


def words(text: str) -> dict[str, Any]:
    return _cell("markdown", text)


def code(text: str) -> dict[str, Any]:
    return {**_cell("code", text), "execution_count": None, "outputs": []}


def _cell(kind: str, text: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}


def saved(*cells: dict[str, Any]) -> str:
    """Return the content of a notebook's file, with the layout that nbformat gives it."""
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    notebook = {"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def line_of(notebook: str, text: str) -> int:
    """Return the line of a notebook's file that holds a text, which is there once."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    [line] = [number for number, line in enumerate(notebook.splitlines(), start=1) if written in line]
    return line
