"""What a change of the project means for its translations."""

from __future__ import annotations

from collections.abc import Iterator

from recompute.diagnostics import COMMAND, Diagnostic
from recompute.translation.pages import Translations
from recompute.translation.sections import named
from recompute.translation.status import State, Status

_TABLE = ("| Page | Language | Sections | What changed in the source |", "| --- | --- | --- | --- |")
_NOTHING = "This change makes no translation out of date, and leaves none unchecked."
_STALE = "This stops nothing: the pages stay marked as out of date until they follow and `sync` records it."


class Report:
    """The pages of every language before a change and after it, compared."""

    def __init__(self, before: Translations, after: Translations) -> None:
        self.before, self.after = before, after
        self.statuses = list(after.statuses())
        self._words_before = {(pair.code, pair.path): pair.changes.words() for pair in before.pairs()}

    def markdown(self) -> Iterator[str]:
        """Yield the lines of the report."""
        (made, left), unchecked = self._stale(), list(self._unchecked())
        yield "## Translations"
        yield from _table("Out of date by this change", made)
        yield from _table("Touched by this change, and out of date still", left)
        if made or left:
            yield from ("", _STALE)
        if unchecked:
            yield from ("", "### Left unchecked", "", *(f"- {line}" for line in unchecked))
        if not (made or left or unchecked):
            yield from ("", _NOTHING)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield the translations that this change leaves without a record, and so unmarked if they are out of date."""
        for status in self.statuses:
            if self._is_touched(status) and status.state is State.UNRECORDED and not self._was_unrecorded(status):
                message = "the front matter does not record which version of its source was translated"
                sync = f"{COMMAND} sync {status.code} {status.page}"
                advice = f"once it is up to date, run {sync}, or put the record back"
                yield Diagnostic(status.file, 1, message, advice)

    def _stale(self) -> tuple[list[str], list[str]]:
        """Return the rows of what became out of date, and of what was so before on pages that the change touches."""
        made: list[str] = []
        left: list[str] = []
        for status in self.statuses:
            before, after = self._words_before.get((status.code, status.path), []), status.changes.words()
            made += _row(status, [word for word in after if word not in before])
            left += _row(status, [word for word in after if word in before and self._is_touched(status)])
        return made, left

    def _unchecked(self) -> Iterator[str]:
        for status in self.statuses:
            source = self.after.source_code
            if status.state is State.MISSING and status.path not in self.before.sources(source):
                yield f"{_code(self.after.file(source, status.path))} has no translation: {_code(status.command)}"
            if not self._is_touched(status):
                continue
            if outdated := sorted(status.changes.outdated):
                sections = ", ".join(map(named, outdated))
                yield f"{_code(status.file)}: {sections} not compared with the source, being out of date"
            for id_ in self._recorded_unchanged(status):
                yield f"{_code(status.file)}: {named(id_)} recorded to be up to date, with not a word changed"
            if status.state is State.UNRECORDED:
                yield f"{_code(status.file)}: nobody knows what it was translated from; nothing marks it as out of date"
            elif status.review != "human":
                yield f"{_code(status.file)}: nobody is recorded to have reviewed it"

    def _recorded_unchanged(self, status: Status) -> Iterator[str]:
        """Yield the sections with a new record of what they were translated from, and the same translation."""
        if status.path not in self.before.sources(status.code):
            return
        old, new = (each.record(status.code, status.path).sections for each in (self.before, self.after))
        was, now = (each.document(status.code, status.path).hashes for each in (self.before, self.after))
        for id_, recorded in new.items():
            if old.get(id_, recorded) != recorded and was.get(id_) == now.get(id_):
                yield id_

    def _was_unrecorded(self, status: Status) -> bool:
        existed = status.path in self.before.sources(status.code)
        return existed and not self.before.record(status.code, status.path).sections

    def _is_touched(self, status: Status) -> bool:
        """Return whether the file of a translation is not as it was."""
        pages = [each.sources(status.code).get(status.path) for each in (self.before, self.after)]
        texts = [page.text if page else "" for page in pages]
        return texts[0] != texts[1]


def _table(title: str, rows: list[str]) -> list[str]:
    return ["", f"### {title}", "", *_TABLE, *rows] if rows else []


def _row(status: Status, words: list[str]) -> list[str]:
    cells = status.page, status.code, ", ".join(words), status.command
    return [f"| {' | '.join(map(_code, cells))} |"] if words else []


def _code(text: str) -> str:
    r"""Return a text as inline code of a table, whatever a file or an id is called.

    >>> print(_code("docs/a|b`c.md"))
    `docs/a\|b'c.md`
    """
    return f"`{text.replace('`', chr(39)).replace('|', chr(92) + '|')}`"
