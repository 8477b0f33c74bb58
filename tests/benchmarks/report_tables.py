"""Write a table of measurements into both reports, with what it was measured on, and find those that are outdated."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ("BENCHMARKS.md", "BENCHMARKS.zh.md")
# The files that the figures of each table depend on; the benchmark itself is one of them.
INPUTS = {
    "quality": ("docs", "mkdocs.yml", "recompute", "snippets", "constraints.txt", "tests/benchmarks/quality.py"),
    "speed": ("recompute", "constraints.txt", "tests/benchmarks/build_speed.py"),
}
COMMITS_ALLOWED = 60
STAMP = {
    "BENCHMARKS.md": (
        "Measured on {date} at commit `{commit}`, with {cores} cores of {machine}; number of runs {runs}; {versions}."
    ),
    "BENCHMARKS.zh.md": "测量日期 {date}，提交 `{commit}`，机器 {machine}（{cores} 核）；测量次数 {runs}；{versions}。",
}
_COMMIT = re.compile(r"^(?:Measured on|测量日期) .*`(?P<commit>[0-9a-f]{7,40})`", re.MULTILINE)


def write(name: str, tables: Mapping[str, str], runs: int, versions: Mapping[str, str]) -> None:
    """Put a table into each report, between its markers, followed by the commit, the machine and the versions.

    Args:
        name: The name in the markers, one of INPUTS.
        tables: The table as Markdown, by the report that it is written into.
        runs: How often each figure was measured; the table gives medians.
        versions: The version of each program that the figures depend on, by its name.
    """
    facts = {"date": datetime.now(UTC).date(), "commit": _git(ROOT, "rev-parse", "--short=10", "HEAD").strip()}
    facts |= {"machine": _processor(), "cores": os.cpu_count(), "runs": runs}
    facts["versions"] = ", ".join(f"{program} {number}" for program, number in versions.items())
    for report, table in tables.items():
        path = ROOT / report
        stamp = STAMP[report].format(**facts)
        text = path.read_text(encoding="utf-8")
        new = _block(name).sub(lambda match, body=f"{table}\n{stamp}\n": match[1] + body + match[3], text)
        path.write_text(new, encoding="utf-8")


def python_versions(*packages: str) -> dict[str, str]:
    """Return the versions of Python and of installed packages."""
    return {"Python": platform.python_version(), **{package: version(package) for package in packages}}


def outdated(root: Path) -> Iterator[str]:
    """Yield a message for each table whose inputs have changed and that is too many commits old.

    Where the history is cut off before the commit of a table, as in a shallow clone, its age cannot be told.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    for report in REPORTS:
        for name, inputs in INPUTS.items():
            block = _block(name).search((root / report).read_text(encoding="utf-8"))
            match = block and _COMMIT.search(block[2])
            script = f"python tests/benchmarks/{inputs[-1].rpartition('/')[2]} --write"
            if not match:
                yield f"{report}: the table “{name}” does not say at which commit it was measured; run {script}"
            elif not _is_ancestor(root, match["commit"]):
                if not shallow:
                    yield f"{report}: the table “{name}” names a commit that is not in the history; run {script}"
            elif (age := _age(root, match["commit"])) > COMMITS_ALLOWED and _changed(root, match["commit"], inputs):
                yield f"{report}: the table “{name}” is {age} commits old and its inputs changed; run {script}"


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: [^\n]* -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


def _age(root: Path, commit: str) -> int:
    return int(_git(root, "rev-list", "--count", f"{commit}..HEAD"))


def _changed(root: Path, commit: str, inputs: tuple[str, ...]) -> bool:
    return bool(_git(root, "diff", "--name-only", commit, "HEAD", "--", *inputs))


def _is_ancestor(root: Path, commit: str) -> bool:
    command = ["git", "merge-base", "--is-ancestor", commit, "HEAD"]
    return subprocess.run(command, cwd=root, capture_output=True).returncode == 0


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def _processor() -> str:
    """Return the name of the processor, where the system tells it."""
    info = Path("/proc/cpuinfo")
    match = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return match[1].strip() if match else platform.processor() or platform.machine()
