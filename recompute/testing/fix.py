"""Rewrite outdated outputs in the files that show them, with as many decimals as before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from recompute.testing.checker import rounded_like
from recompute.testing.examples import Mismatch

_TRACEBACK = "Traceback (most recent call last):"


def fix(mismatches: Iterable[Mismatch]) -> dict[str, int]:
    """Write what came out in place of what was shown; return how many outputs each file had rewritten."""
    by_path: dict[str, list[Mismatch]] = defaultdict(list)
    for mismatch in mismatches:
        by_path[mismatch.path].append(mismatch)
    for path, found in by_path.items():
        lines = Path(path).read_text(encoding="utf-8").splitlines(keepends=True)
        for mismatch in sorted(found, key=lambda each: each.line, reverse=True):
            _replace(lines, mismatch)
        Path(path).write_text("".join(lines), encoding="utf-8")
    return {path: len(found) for path, found in by_path.items()}


def _replace(lines: list[str], mismatch: Mismatch) -> None:
    start = mismatch.line - 1
    prompt = next(line for line in reversed(lines[:start]) if ">>> " in line)
    prefix = prompt[: prompt.index(">>> ")]
    lines[start : start + mismatch.want.count("\n")] = [
        f"{prefix}{line}\n" if line else f"{prefix}<BLANKLINE>\n" for line in _output(mismatch).splitlines()
    ]


def _output(mismatch: Mismatch) -> str:
    if _TRACEBACK in mismatch.got:
        return "\n".join([_TRACEBACK, "    ...", mismatch.got.strip().splitlines()[-1]])
    return rounded_like(mismatch.want, mismatch.got)
