"""Text that a page includes from another file, as pymdownx.snippets puts it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor

Include = Callable[[str], str]

MARK = "8<-"
_NOT_INCLUDED = (SnippetMissingError, UnicodeDecodeError, OSError)


def includer(options: Mapping[str, Any]) -> Include:
    """Return what puts included text into a text, with the options of pymdownx.snippets in mkdocs.yml.

    What cannot be included stays as it is written: the build tells.
    """
    extension = SnippetExtension(**{**options, "auto_append": [], "url_download": False, "check_paths": True})
    snippets = SnippetPreprocessor(extension.getConfigs(), Markdown())

    def include(text: str) -> str:
        try:
            return "\n".join(snippets.run(text.split("\n"))) if MARK in text else text
        except _NOT_INCLUDED:
            return text

    return include
