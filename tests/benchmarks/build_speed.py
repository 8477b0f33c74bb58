"""Compare building pages of computed numbers with building the same pages with the numbers typed, in plain Material.

Each page shows 17 numbers: 10 in prose, 5 in a table, 2 in display math. Both sites are built in turn, and what is
printed is the median of each and the median of the ratios. Let nothing else run beside it.

    python tests/benchmarks/build_speed.py                          # prints the table
    python tests/benchmarks/build_speed.py --write                  # and puts it into BENCHMARKS.md
    python tests/benchmarks/build_speed.py --pages 20 --rounds 1    # a trial
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # Run as a script, it finds what the benchmarks share.

from tests.benchmarks import report_tables  # noqa: E402

COLUMNS = {
    "BENCHMARKS.md": ["Pages", "Computed (s)", "Typed (s)", "Computed : typed"],
    "BENCHMARKS.zh.md": ["页数", "计算 (s)", "手写 (s)", "计算 : 手写"],
}
CONFIG = """\
site_name: Benchmark
docs_dir: docs/en
theme:
  name: material
  font: false
plugins:
  - search
{plugin}
markdown_extensions:
  - attr_list
  - tables
  - toc:
      permalink: true
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.superfences
{extension}
"""
PLUGIN = """\
  - recompute:
      package: snippets.pages
      scenario: snippets.scenario:SCENARIO
      languages:
        - {code: en, tag: en, name: English, site_name: Benchmark, site_description: Pages of numbers.}
"""
MODULE = "import math\nfrom recompute import value\n"
FUNCTION = """
@value(".4f", en="A number of the benchmark.")
def v{index}(scenario):
    return math.sin({page} * scenario + {index})
"""
PROSE = "A model of this size reaches {{{{ v{0} }}}} at first and {{{{ v{1} }}}} in the end, as a reader expects."


def write_site(root: Path, pages: int, plugin: str, extension: str) -> None:
    """Write a project whose pages quote their numbers."""
    (root / "docs" / "en").mkdir(parents=True)
    package = root / "snippets" / "pages"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    (root / "mkdocs.yml").write_text(CONFIG.format(plugin=plugin, extension=extension))
    (package.parent / "scenario.py").write_text("SCENARIO = 0.1\n")
    for page in range(pages):
        name = "index" if page == 0 else f"page_{page}"
        functions = [FUNCTION.format(index=index, page=page) for index in range(17)]
        (package / f"{name}.py").write_text(MODULE + "".join(functions))
        (root / "docs" / "en" / f"{name.replace('_', '-')}.md").write_text(page_text())


def page_text() -> str:
    """Return a page: 10 numbers in prose, 5 in a table, 2 in display math."""
    paragraphs = [PROSE.format(index, index + 1) for index in range(0, 10, 2)]
    cells = " | ".join(f"{{{{ v{index} }}}}" for index in range(10, 15))
    table = f"| a | b | c | d | e |\n|--:|--:|--:|--:|--:|\n| {cells} |"
    formula = r"$$" + "\n" + r"L = -\sum_i y_i \log p_i \approx {{ v15 }} + {{ v16 }}" + "\n$$"
    return "\n\n".join(["# A page { #page }", *paragraphs, "## A table { #table }", table, formula, ""])


def type_numbers(computed: Path, typed: Path) -> None:
    """Replace each quote by what the computed site, built before, shows for it."""
    values = json.loads((computed / "site" / "values.json").read_text())["values"]
    for path in (typed / "docs" / "en").glob("*.md"):
        module = path.stem.replace("-", "_")
        text = re.sub(r"\{\{ (\w+) \}\}", lambda m, page=module: values[f"{page}.{m[1]}"]["display"], path.read_text())
        path.write_text(text)


def build(root: Path) -> float:
    """Return how long one build takes, in seconds."""
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Elsewhere Python compiles a module once, not in each build.
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True, env=environment)
    return time.perf_counter() - start


def compare(pages: int, rounds: int) -> list[str]:
    """Build both sites in turn, once before it counts; return a row of the table: medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        computed, typed = Path(folder, "computed"), Path(folder, "typed")
        write_site(computed, pages, PLUGIN, "  - recompute")
        write_site(typed, pages, "", "")
        build(computed)
        type_numbers(computed, typed)
        build(typed)
        times = [(build(computed), build(typed)) for _ in range(rounds)]
    ratio = statistics.median(ours / plain for ours, plain in times)
    ours, plain = (statistics.median(column) for column in zip(*times, strict=True))
    return [str(pages), f"{ours:.1f}", f"{plain:.1f}", f"{ratio:.2f}"]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the measurements as Markdown."""
    lines = [columns, ["---:"] * len(columns), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main() -> None:
    """Read the sizes and the number of rounds from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[30, 100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="put the table into BENCHMARKS.md")
    arguments = parser.parse_args()
    rows = [compare(pages, arguments.rounds) for pages in arguments.pages]
    print(table(COLUMNS["BENCHMARKS.md"], rows))
    if arguments.write:
        tables = {report: table(columns, rows) for report, columns in COLUMNS.items()}
        versions = report_tables.python_versions("mkdocs", "mkdocs-material")
        report_tables.write("speed", tables, arguments.rounds, versions)


if __name__ == "__main__":
    main()
