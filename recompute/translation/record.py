"""What a translation says of itself in its front matter: the version of its source, and who translated and reviewed it.

    translation:
      review: human
      translator: Zhang San
      sections:
        intro: "3f86d081ab 9d1c03b7e2"

The version is a hash for each section of the source, in the order of the source. The second hash is that of the
translated section at that time; it shows later whether the translation has changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from recompute.diagnostics import COMMAND, LocatedError
from recompute.source.data_file import LOADER
from recompute.source.notebook import SUFFIX
from recompute.source.page_source import Source, rewrite
from recompute.source.tree import FRONT_MATTER

KEY = "translation"
REVIEWS = ("human", "machine")
_FIELDS = ("review", "translator", "sections")
_BLOCK = re.compile(rf"^{KEY}[ \t]*:[^\n]*\n(?:(?:[ \t]*\n)*[ \t]+[^\s][^\n]*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Record:
    """The hashes of each section that was translated, in source and translation, and the translation's origin."""

    sections: Mapping[str, str] = field(default_factory=dict)
    translated: Mapping[str, str] = field(default_factory=dict)
    review: str | None = None
    translator: str | None = None

    def lines(self) -> list[str]:
        """Return the record as lines of front matter; hashes are quoted, for some would be numbers."""
        given = {"review": self.review, "translator": self.translator}
        lines = [f"  {_yaml(key, text)}" for key, text in given.items() if text is not None]
        hashes = [
            f'    {_yaml(id_, "x").removesuffix("x")}"{" ".join(filter(None, (found, self.translated.get(id_))))}"'
            for id_, found in self.sections.items()
        ]
        return [f"{KEY}:", *lines, "  sections:", *hashes]


def record_of(source: Source) -> Record:
    """Return what a translation says of itself, if anything; raises LocatedError where that cannot be understood."""
    line, given = source.line_of(KEY), source.meta.get(KEY, {})
    if not isinstance(given, dict) or not isinstance(given.get("sections", {}), dict):
        raise LocatedError(line, f"{KEY} in the front matter is no mapping; let `{COMMAND} sync` write it")
    if unknown := sorted(map(str, given.keys() - set(_FIELDS))):
        raise LocatedError(line, f"{KEY} in the front matter has {unknown[0]!r}; it may have {', '.join(_FIELDS)}")
    if (review := given.get("review")) not in (None, *REVIEWS):
        raise LocatedError(line, f"review in the front matter is {review!r}; write {' or '.join(REVIEWS)}")
    if not isinstance(translator := given.get("translator"), str | None):
        raise LocatedError(line, f"translator in the front matter is {translator!r}; write a name")
    pairs = {str(id_): str(found).partition(" ") for id_, found in given.get("sections", {}).items()}
    sections = {id_: source for id_, (source, _, _) in pairs.items()}
    translated = {id_: translation for id_, (_, _, translation) in pairs.items() if translation}
    return Record(sections, translated, review, translator)


def with_record(text: str, record: Record) -> str:
    """Return the text of a page with its record replaced or added, and all else as it was."""
    block = "".join(f"{line}\n" for line in record.lines())
    match = FRONT_MATTER.match(text)
    if match is None:
        return f"---\n{block}---\n{text}"
    written = match[1]
    changed = _BLOCK.sub(lambda _: block, written, count=1) if _BLOCK.search(written) else written + block
    with suppress(yaml.YAMLError, ValueError):
        before, added, after = (yaml.load(each, LOADER) or {} for each in (written, block, changed))
        if after == {**before, **added}:
            return text[: match.start(1)] + changed + text[match.end(1) :]
    raise LocatedError(1, f"{KEY} cannot be written into this front matter; write one `name: value` a line")


def _yaml(key: str, text: str) -> str:
    """Return a key and its text as one line of YAML."""
    dumped: str = yaml.safe_dump({key: text}, allow_unicode=True, width=float("inf"))
    return dumped.strip()


def write_record(target: Path, record: Record) -> bool:
    """Write the record into a page's file, and nothing else; return whether that changed it."""
    with_it = _in_notebook if target.suffix == SUFFIX else with_record
    return rewrite(target, lambda written: with_it(written, record))


def _in_notebook(written: str, record: Record) -> str:
    notebook = json.loads(written)
    cell = notebook["cells"][0] if notebook["cells"] else {}
    front_matter = "".join(cell.get("source", []))
    if cell.get("cell_type") != "raw" or not front_matter.startswith("---"):
        raise LocatedError(1, "the notebook has no front matter; give it a raw cell first, between two lines of ---")
    if _saved(notebook) != written:
        raise LocatedError(1, "the notebook is not stored as Jupyter stores it; save it with Jupyter")
    cell["source"] = with_record(front_matter, record).splitlines(keepends=True)
    return _saved(notebook)


def _saved(notebook: object) -> str:
    """Return a notebook as Jupyter saves it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
