"""Put the record of a translation into its file: Markdown, or a notebook, whose first cell holds the front matter."""

from __future__ import annotations

import json
from pathlib import Path

from recompute.source.notebook import SUFFIX
from recompute.translation.record import Record, RecordError, with_record


def write_record(target: Path, record: Record, file: str) -> bool:
    """Write the record into a page's file, and nothing else; return whether that changed it."""
    written = target.read_bytes().decode("utf-8")
    changed = (_in_notebook if target.suffix == SUFFIX else with_record)(written, record, file)
    if changed != written:
        target.write_bytes(changed.encode())
    return changed != written


def _in_notebook(written: str, record: Record, file: str) -> str:
    notebook = json.loads(written)
    cell = notebook["cells"][0] if notebook["cells"] else {}
    front_matter = "".join(cell.get("source", []))
    if cell.get("cell_type") != "raw" or not front_matter.startswith("---"):
        raise RecordError(1, "the notebook has no front matter; give it a raw cell first, between two lines of ---")
    if _saved(notebook) != written:
        raise RecordError(1, "the notebook is not stored as Jupyter stores it; save it with Jupyter")
    cell["source"] = with_record(front_matter, record, file).splitlines(keepends=True)
    return _saved(notebook)


def _saved(notebook: object) -> str:
    """Return a notebook as Jupyter saves it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
