"""What every forked build would import and compile anew: the process that they are forked from imports this module."""

from __future__ import annotations

from importlib import import_module

from pygments.lexers import PythonLexer

from recompute.source.literals import states_numbers

for name in (
    "pytest",  # Each process imports what this one was started by.
    "mkdocs.__main__",
    "recompute.site.plugin",
    "recompute.markup.extension",
    *(f"markdown.extensions.{name}" for name in ("attr_list", "codehilite", "fenced_code", "md_in_html", "tables")),
    *(f"pymdownx.{name}" for name in ("arithmatex", "highlight", "snippets", "superfences")),
    "pygments.formatters.html",
    "tests.forked",
):
    import_module(name)

PythonLexer()
states_numbers("no number")
