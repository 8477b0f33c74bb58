"""Pages as they were once, from git where there is one, and how they differ from what they are now."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from recompute.diagnostics import CommandError, Diagnostics
from recompute.source.page_source import parse_file
from recompute.source.text_file import git
from recompute.translation.document import Pair
from recompute.translation.sections import Include, Section, digest, named, sections


def versions(root: Path, file: str) -> Iterator[str]:
    """Yield the text of a file in each commit that changed it, the newest first, under its earlier names too."""
    log = _git(root, "log", "--follow", "--name-only", "--format=%x00%H", "--relative", "--", file)
    for entry in log.split("\0")[1:]:
        commit, *names = entry.split()
        if names:
            yield _git(root, "show", f"{commit}:./{names[0]}")


def _git(root: Path, *arguments: str) -> str:
    return (git(root, *arguments) or b"").decode("utf-8", "replace")


def export(root: Path, base: str, folder: Path) -> None:
    """Write into a folder the project of the last commit that the present state shares with a branch or a commit."""
    if not _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"):
        raise CommandError(f"git knows no {base} here; name a branch or a commit, and fetch it first if need be")
    parting = _git(root, "merge-base", base, "HEAD").strip()
    if not parting:
        raise CommandError(f"git knows no commit that {base} and the present state share; run git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(git(root, "archive", parting) or b"")) as archive:
        archive.extractall(folder, filter="data")


def translated(root: Path, file: str, recorded: Mapping[str, str], include: Include = str) -> dict[str, Section]:
    """Return the sections that were translated, as far as the history knows texts with the recorded hashes."""
    found: dict[str, Section] = {}
    for text in versions(root, file):
        known = sections(parse_file(text, file, Diagnostics()))
        by_hash = {digest(section, include): section for section in known.values()}
        found = {**{id_: by_hash[hash_] for id_, hash_ in recorded.items() if hash_ in by_hash}, **found}
        if len(found) == len(recorded):
            break
    return found


_TOKEN = re.compile(r"\{\{[^{}\n]*\}\}|\\[A-Za-z]+|[A-Za-z0-9_]+|\s+|.")
_ALIKE = 0.4  # How much of two lines must be the same for their words to be compared.


def difference(pair: Pair, old: Mapping[str, Section]) -> Iterator[str]:
    """Yield the lines of a report; `old` holds the sections that were translated, where they are known."""
    changes, sections = pair.changes, pair.source.sections
    for new, before in changes.renamed.items():
        yield from _headed(new, f"renamed from #{before}", pair, before)
    for id_ in changes.changed:
        was = changes.renamed.get(id_, id_)
        yield from _headed(id_, "changed", pair, was)
        if was in old:
            yield from _compared(_text(old[was]), _text(sections[id_]))
        else:
            yield "  (its old text is not in the history; this is the text now)"
            yield from _marked(" ", _text(sections[id_]))
    for id_ in changes.added:
        yield from _headed(id_, "added", pair)
        yield from _marked("+", _text(sections[id_]))
    for id_ in changes.removed:
        yield from _headed(id_, "removed", pair)
        yield from _marked("-", _text(old[id_]) if id_ in old else [])
    for id_ in changes.moved:
        yield from _headed(id_, "moved", pair)


def _headed(id_: str, what: str, pair: Pair, was: str = "") -> Iterator[str]:
    places = [
        f"{document.source.file}:{document.sections[name].line}"
        for document, name in ((pair.source, id_), (pair.translation, was or id_))
        if name in document.sections
    ]
    yield ""
    yield f"{named(id_)} {what} ({', '.join(places)})"


def _text(section: Section) -> list[str]:
    heading = [f"{'#' * section.level} {section.title}"] if section.level else []
    return [*heading, *section.text.strip("\n").split("\n")]


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    yield from (f"{mark} {line}".rstrip() for line in lines)


def _compared(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the lines that differ; removed words are written [-…-], added words {+…+}."""
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield "  …"
        elif b - a == d - c:
            for one, two in zip(old[a:b], new[c:d], strict=True):
                yield from _words(one, two)
        else:
            yield from _marked("-", old[a:b])
            yield from _marked("+", new[c:d])


def _words(old: str, new: str) -> Iterator[str]:
    """Yield two lines as one with the words that differ marked, or both where they have little in common.

    >>> list(_words("the loss is {{ a }} here", "the loss is {{ b:.2f }} here"))
    ['! the loss is [-{{ a }}-]{+{{ b:.2f }}+} here']
    """
    one, two = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield from _marked("-", [old])
        yield from _marked("+", [new])
        return
    pieces = []
    for operation, a, b, c, d in matcher.get_opcodes():
        out, into = "".join(one[a:b]), "".join(two[c:d])
        pieces.append(
            out if operation == "equal" else (f"[-{out}-]" if out else "") + (f"{{+{into}+}}" if into else "")
        )
    yield f"! {''.join(pieces)}"
