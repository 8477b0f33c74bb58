"""Fenced code as the site renders it: with attributes and titles, in callouts, tabs and lists, after any prefix."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACES, _OPTION = r"\{[^\n]*\}", r"(?:title|hl_lines|linenums)=(?:\"[^\"]*\"|'[^']*')"
_READ = re.compile(rf"[ \t]*(?:{_BRACES}|[\w#.+-]*(?:[ \t]*{_BRACES}|(?:[ \t]+{_OPTION})*))[ \t]*")
_LANGUAGE = re.compile(r"[ \t]*(?:\{[ \t]*\.?)?([\w+#-]*)")
_NO_RUN = re.compile(r"""data-no-run(?:[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s}]*)))?""")
_PYTHON = {"python", "python3", "py", "py3", "pycon", "pyi"}
_PROMPT = re.compile(r"^[ \t]*>>> ", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A fence of a page: what its first line says, and where its code is in the page's text."""

    info: str
    prefix: str
    body: str
    start: int  # of the code
    end: int
    first: int  # of the whole fence
    last: int

    @property
    def span(self) -> tuple[int, int]:
        """Where the whole fence begins and ends."""
        return self.first, self.last

    @property
    def code(self) -> str:
        """The code, without the prefix of the callout, tab or list that it is in."""
        lines = self.body.splitlines(keepends=True)  # In an empty one, the prefix may have lost its last spaces.
        cut = len(self.prefix)
        return "".join(line[cut:] if line.startswith(self.prefix) else line.lstrip(" \t>") for line in lines)

    @property
    def language(self) -> str:
        """The language that the first line names, or nothing."""
        match = _LANGUAGE.match(self.info)
        return match[1].lower() if match else ""

    @property
    def is_read(self) -> bool:
        """Whether what the first line says is read, so that the code is not taken for words.

        >>> infos = ("python title='a.py'", "python { #one }", "python data-no-run='slow'")
        >>> [Fence(info, "", "", 0, 0, 0, 0).is_read for info in infos]
        [True, True, False]
        """
        return _READ.fullmatch(self.info) is not None

    @property
    def no_run(self) -> str | None:
        """Why the code is not to run, as `data-no-run="why"` says; None where it is to run."""
        match = _NO_RUN.search(self.info)
        return None if match is None else next((reason.strip() for reason in match.groups() if reason), "")

    @property
    def runs(self) -> bool:
        """Whether a test runs the code: Python that does not say why not to."""
        return self.no_run is None and is_python(self.language, self.code)


def is_python(language: str, code: str) -> bool:
    """Return whether a reader takes code for Python: by its language, or by its prompts.

    >>> is_python("py", "x = 1"), is_python("", ">>> x"), is_python("bash", "ls")
    (True, True, False)
    """
    return language in _PYTHON or has_prompts(code)


def has_prompts(code: str) -> bool:
    """Return whether code is shown as typed at Python's prompt."""
    return _PROMPT.search(code) is not None
