"""The state of each page in each language, for people and for programs."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from recompute.diagnostics import COMMAND
from recompute.translation.document import Changes


class State(Enum):
    """The state of a page in a language.

    An unfinished one waits for words, as a skeleton does. One without a record does not say which version of its source
    it was translated from. One that does not say `review: human` counts as unreviewed.
    """

    MISSING = "missing"
    ORPHANED = "without source"
    UNFINISHED = "unfinished"
    UNRECORDED = "unrecorded"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    CURRENT = "current"


@dataclass(frozen=True)
class Status:
    """A page in a language: its state, what changed in the source since, and what the page says of its origin."""

    path: str
    code: str
    file: str
    state: State
    changes: Changes = field(default_factory=Changes)
    review: str | None = None
    translator: str | None = None
    other_name: str = ""  # The file of a missing page that has another name still.

    @property
    def page(self) -> str:
        """The page's name for commands."""
        return posixpath.splitext(self.path)[0]

    @property
    def command(self) -> str:
        """What to run next, or nothing."""
        if self.other_name:
            return f"git mv {self.other_name} {self.file}"
        page = f"{self.code} {self.page}"
        return {
            State.MISSING: f"{COMMAND} new {page}",
            State.UNFINISHED: f"{COMMAND} check {self.page}",
            State.UNRECORDED: f"{COMMAND} sync {page}",
            State.STALE: f"{COMMAND} diff {page}",
            State.UNREVIEWED: f"{COMMAND} sync {page} --review human",
        }.get(self.state, "")

    def data(self) -> dict[str, Any]:
        """Return the status as plain data."""
        return {
            "page": self.page,
            "language": self.code,
            "file": self.file,
            "state": self.state.value,
            "changed": list(self.changes.changed),
            "added": list(self.changes.added),
            "removed": list(self.changes.removed),
            "renamed": dict(self.changes.renamed),
            "moved": list(self.changes.moved),
            "review": self.review,
            "translator": self.translator,
            "command": self.command,
        }


# The numbers of the status page lead to these functions.


def has_source(status: Status) -> bool:
    """Return whether the source language has the page."""
    return status.state is not State.ORPHANED


def is_translated(status: Status) -> bool:
    """Return whether the page is translated, up to date or not."""
    return status.state not in (State.MISSING, State.UNFINISHED, State.ORPHANED)


def is_current(status: Status) -> bool:
    """Return whether the page is translated from its source as it is now."""
    return status.state in (State.UNREVIEWED, State.CURRENT)
