"""Code blocks that include definitions of the project: what they show, and what their copy button gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from recompute.markup.render_context import RenderContext
from recompute.source.includes import included
from recompute.source.standalone import section, shown, standalone

_FENCE = re.compile(
    r'^(?P<prefix>[ \t>]*)```python title="(?P<title>[^"\n]+)"\n'
    r'(?P<body>(?:.*--8<-- "[^"\n]+\.py:[\w-]+"\n)+)(?P=prefix)```$',
    re.MULTILINE,
)
_COPY = re.compile(r' data-copy="(\d+)"')


class CodeBlocks:
    """Shows included definitions without docstrings and checks; what is copied runs without the project."""

    def __init__(self, include: Callable[[list[str]], list[str]], root: Path, page: RenderContext) -> None:
        self.include, self.root, self.page = include, root, page
        self.copies: list[str] = []

    def __call__(self, lines: list[str]) -> list[str]:
        """Include each block of definitions as it is shown, and everything else as it is."""
        included = self.include([*lines])  # What cannot be found raises here, before anything is shown in its place.
        text = "\n".join(lines)
        return self.include(_FENCE.sub(self._block, text).split("\n")) if _FENCE.search(text) else included

    def with_copies(self, html: str) -> str:
        """Return HTML with what each block gives to be copied where Material looks for it, in place of its number."""
        return _COPY.sub(lambda match: f' data-copy="{escape(self.copies[int(match[1])])}"', html)

    def _block(self, match: re.Match[str]) -> str:
        names = [name.partition(":") for name in included(match["body"])]
        sections = [(self.root / file, section_name) for file, _, section_name in names]
        try:
            codes = [shown(section(path.read_text(encoding="utf-8"), name)) for path, name in sections]
            self.copies.append(standalone(self.root, sections))
        except (SyntaxError, ValueError) as error:
            self.page.problem(match["title"], f"the code of {match['title']} cannot be shown: {error}")
            return match[0]
        header = f'```{{ .python title="{match["title"]}" data-copy="{len(self.copies) - 1}" }}'
        lines = [header, *"\n\n\n".join(codes).splitlines(), "```"]
        return "\n".join(match["prefix"] + line for line in lines)
