"""Files and code that pages include, from within the project: what cannot be found is noted with page and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pymdownx.snippets import SnippetMissingError, SnippetPreprocessor

from recompute.markup.render_context import RenderContext
from recompute.source.inlines import BLOCK_EDGE, INCLUDE, included
from recompute.source.page_source import conflicts, parsed
from recompute.source.standalone import section, shown, standalone
from recompute.source.text_file import is_special

_FENCE = re.compile(
    r'^(?P<prefix>[ \t>]*)```python title="(?P<title>[^"\n]+)"\n'
    r'(?P<body>(?:[ \t>]*--8<-- "[^"\n]+\.py:[\w-]+"\n)+)(?P=prefix)```$',
    re.MULTILINE,
)
_FENCE_MARK = re.compile("```|~~~")
_QUOTED = re.compile(rf"(?=[ \t]*>)(?:{INCLUDE}|{BLOCK_EDGE}\n(?:.*\n)*?{BLOCK_EDGE}|{BLOCK_EDGE})", re.MULTILINE)
_IN_CALLOUT = 'a callout includes sections of modules alone, in a fence ```python title="…"; include this outside of it'
_COPY = re.compile(r' data-copy="(\d+)"')


class _IncludedError(ValueError):
    """What a page includes spoils the page around it."""


_NOT_INCLUDED = (SnippetMissingError, UnicodeDecodeError, OSError, ValueError, RecursionError)


class ProjectFiles(SnippetPreprocessor):  # type: ignore[misc]  # pymdownx has no types.
    """Includes what lies within the project, and refuses an include that would be left out without a word."""

    def __init__(self, registered: SnippetPreprocessor) -> None:
        self.__dict__.update(vars(registered))  # The options that the site gives it.

    def get_snippet_path(self, path: str) -> str | None:
        """Return a file only in a base folder once links are followed, and in no hidden folder."""
        file: str | None = super().get_snippet_path(path)
        places = [(Path(file).resolve(), Path(base).resolve()) for base in self.base_path] if file else []
        visible = (
            not any(part.startswith(".") for part in place.relative_to(base).parts)
            for place, base in places
            if place.is_relative_to(base)
        )
        if not any(visible) or is_special(Path(str(file))):
            return None
        if file in getattr(self, "seen", ()):  # Of the files that are being included.
            raise SnippetMissingError(f"'{path}' includes itself")
        return file

    def extract_section(self, section: str, lines: list[str]) -> list[str]:
        """Return a section that ends where it says so."""
        marks = (match for match in map(self.RE_SNIPPET_SECTION.match, lines) if match and match["name"] == section)
        if [mark["type"] for mark in marks if not mark["escape"]] not in ([], ["start", "end"]):
            raise SnippetMissingError(f"Section '{section}' has not one start and one end below it")
        found: list[str] = super().extract_section(section, lines)
        return found

    def parse_snippets(self, lines: list[str], file_name: str | None = None, **options: bool) -> list[str]:
        """Return lines with what they include, where an include gives words."""
        if file_name and not "".join(lines).strip():
            raise SnippetMissingError(f"'{Path(file_name).name}' gives no words where it is included")
        found: list[str] = super().parse_snippets(lines, file_name, **options)
        return found


class Snippets(ProjectFiles):
    """Takes the place of the preprocessor of pymdownx.snippets, which ends the build where it finds no file.

    Definitions are shown without docstrings and checks; what is copied of them runs without the project.
    """

    def __init__(self, registered: SnippetPreprocessor, page: RenderContext) -> None:
        super().__init__(registered)
        self.page = page
        self.copies: list[str] = []
        registered.run = self.run

    def run(self, lines: list[str]) -> list[str]:
        """Include piece by piece only when something is missing or cannot be shown, to find its line."""
        below = self.page.source.text.count("\n") + 1 - len(lines)  # The lines that the front matter took.
        for first, last in _unread("\n".join(lines)):
            self.page.problem_at(first + below + 1, _IN_CALLOUT)
            lines[first : last + 1] = [""] * (last + 1 - first)
        try:
            return self._included(lines)
        except _NOT_INCLUDED:
            return [text for line, piece in _pieces(lines) for text in self._include(line + below, piece)]

    def _include(self, line: int, piece: list[str]) -> list[str]:
        try:
            return self._included(piece)
        except _IncludedError as error:
            self.page.problem_at(line, str(error))
            return []
        except _NOT_INCLUDED as error:
            written = piece[len(piece) // 2].strip()
            reason = str(error).rstrip(".") if isinstance(error, SnippetMissingError) else f"{written} is no text"
            remedy = "a section that the file marks with --8<-- [start:…]" if ":" in written else "a text file"
            self.page.problem_at(line, f"{reason}; name {remedy}, by its path from mkdocs.yml")
            return []

    def _included(self, lines: list[str]) -> list[str]:
        """Include each block of definitions as it is shown, and everything else as it is."""
        # What cannot be found raises here, before anything is shown in its place.
        found: list[str] = super().run([*lines])
        text = "\n".join(lines)
        if _FENCE.search(text):
            found = super().run(_FENCE.sub(self._block, text).split("\n"))
        result = "\n".join(found)
        if len(list(conflicts(result))) > len(list(conflicts(text))):  # The page's own are reported already.
            raise _IncludedError("a merge conflict is not resolved in what is included here; keep one side")
        has_more_fences = len(_FENCE_MARK.findall(result)) > len(_FENCE_MARK.findall(text))
        if has_more_fences and parsed(result).unclosed and not parsed(text).unclosed:
            raise _IncludedError("a fence that opens in what is included here is never closed; close it there")
        return found

    def with_copies(self, html: str) -> str:
        """Return HTML with what each block gives to be copied where Material looks for it, in place of its number."""
        copies = {str(number): escape(copy) for number, copy in enumerate(self.copies)}
        return _COPY.sub(lambda match: f' data-copy="{copies[match[1]]}"' if match[1] in copies else "", html)

    def _block(self, match: re.Match[str]) -> str:
        names = [name.partition(":") for name in included(match["body"])]
        missing = [file for file, _, _ in names if self.get_snippet_path(file) is None]
        if missing:
            self._note(match, f"{missing[0]} could not be found; name a module by its path from mkdocs.yml")
            return ""
        root = Path(self.base_path[0])
        sections = [(root / file, section_name) for file, _, section_name in names]
        try:
            codes = [shown(section(path.read_text(encoding="utf-8"), name)) for path, name in sections]
            self.copies.append(standalone(root, sections))
        except (SyntaxError, ValueError) as error:
            self._note(match, f"the code of {match['title']} cannot be shown: {error}; correct the section")
            return ""
        header = f'```{{ .python title="{match["title"]}" data-copy="{len(self.copies) - 1}" }}'
        lines = [header, *"\n\n\n".join(codes).splitlines(), "```"]
        return "\n".join(match["prefix"] + line for line in lines)

    def _note(self, match: re.Match[str], message: str) -> None:
        below = self.page.source.text.count("\n") - match.string.count("\n")
        self.page.problem_at(match.string.count("\n", 0, match.start()) + 1 + below, message)


def _unread(text: str) -> Iterator[tuple[int, int]]:
    """Yield, from first to last line, what in callouts would include something and is read by nothing."""
    read = [match.span() for match in _FENCE.finditer(text)]
    for match in _QUOTED.finditer(text):
        if not any(start <= match.start() < end for start, end in read):
            yield text.count("\n", 0, match.start()), text.count("\n", 0, match.end())


def _pieces(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with its number from 1; a line in a block of includes as a block of its own."""
    in_block = False
    for number, line in enumerate(lines, start=1):
        if re.fullmatch(BLOCK_EDGE, line):
            in_block = not in_block
        else:
            yield number, ["--8<--", line, "--8<--"] if in_block else [line]
