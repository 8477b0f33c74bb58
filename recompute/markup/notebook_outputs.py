"""What the code cells of notebooks give, as the HTML below each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from lxml import etree
from markdown import Markdown

from recompute.diagnostics import Diagnostics
from recompute.locale.fallback import marked_up
from recompute.locale.language import Language
from recompute.markup.typography import AlignmentProcessor, break_lines
from recompute.source.notebook import OUTPUT
from recompute.source.page_source import Source

if TYPE_CHECKING:
    from recompute.evaluation.notebook_runner import Execution

_CLASS = "output"
# What differs from one run or machine to the next: addresses of objects, and paths.
_CHANGING = re.compile(r"\bat 0x[0-9A-Fa-f]+|(?<![\w./])/(?:home|root|tmp|usr|Users|var)/\S*")


class Outputs:
    """What all notebooks give; they run beside the rest of the build, and each is waited for when its page comes."""

    def __init__(
        self, execution: Execution, notebooks: dict[str, Source], install: str, diagnostics: Diagnostics
    ) -> None:
        self._execution, self._notebooks = execution, notebooks
        self._install, self._diagnostics = install, diagnostics
        self.opened: set[str] = set()  # The data of the project that the notebooks depend on.

    def shown(self, path: str, language: Language) -> list[str]:
        """Return the HTML of what each code cell of a notebook gives, noting the problems there were."""
        if path not in self._notebooks:
            return []
        source, reply = self._notebooks[path], self._execution.reply(self._notebooks[path].file)
        self.opened.update(reply["opened"])
        missing = reply["missing"]
        for cell, line, message in reply["problems"]:
            if missing:
                message = f"{missing} is not installed, and this cell needs it; {self._install}"
            self._diagnostics.add(source.file, source.cells[cell].line + line - 1, message)
        shown = [self._html(number, outputs, source) for number, outputs in enumerate(reply["outputs"])]
        if missing:
            shown += [_missing(missing, language)] * (len(source.cells) - len(shown))
        return shown

    def _html(self, cell: int, outputs: list[tuple[str, str]], source: Source) -> str:
        for match in (match for _, text in outputs for match in _CHANGING.finditer(text)):
            message = f"the cell gives {match[0]!r}, which is another in every run; print what stays the same"
            self._diagnostics.add(source.file, source.cells[cell].line, message)
        pieces = "\n".join(_markup(kind, text) for kind, text in outputs)
        return f'<div class="{_CLASS} no-copy">\n{pieces}\n</div>' if pieces else ""


def _markup(kind: str, text: str) -> str:
    if kind == "text/markdown":
        md = Markdown(extensions=["tables"])
        md.treeprocessors.register(AlignmentProcessor(md), "alignment", 13.5)  # Below inline (20).
        return break_lines(md.convert(text))
    return f"<pre><code>{escape(text.rstrip(), quote=False)}</code></pre>"


def _missing(package: str, language: Language) -> str:
    return f'<div class="{_CLASS} missing"><p>{marked_up(language.word("missing", package))}</p></div>'


def put_outputs(lines: list[str], outputs: list[str], store: Callable[[str], str]) -> list[str]:
    """Put the HTML that each code cell gives below it, in the place that the notebook holds for it.

    Args:
        lines: The page in Markdown.
        outputs: The HTML of the cells.
        store: Keeps HTML from what else changes the page; returns what stands for it there.
    """
    found = []
    for line in lines:
        if (match := OUTPUT.fullmatch(line)) is None:
            found.append(line)
        elif (number := int(match[1])) < len(outputs):
            found += ["", store(outputs[number]), ""]
    return found


class KnownOutputs:
    """The outputs of a page as its HTML shows them, to distinguish them from what only looks like one."""

    def __init__(self, outputs: list[str]) -> None:
        self._known = {_serialised(etree.fromstring(html, etree.HTMLParser())[0][0]) for html in outputs if html}

    def __contains__(self, element: etree._Element) -> bool:
        is_candidate = bool(self._known) and element.get("class", "").startswith(_CLASS)
        return is_candidate and _serialised(element) in self._known


def _serialised(element: etree._Element) -> str:
    return etree.tostring(element, method="html", encoding="unicode", with_tail=False)
