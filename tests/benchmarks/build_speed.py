"""Compare building pages of computed numbers with building the same pages with the numbers typed, in plain Material.

Each page shows 17 numbers: 10 in prose, 5 in a table, 2 in display math. Both sites are built in turn, and what is
printed is the median of each and the median of the ratios.

    python tests/benchmarks/build_speed.py --pages 100 1000 --rounds 5
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from recompute.diagnostics import Problems
from recompute.evaluation.scheduler import Evaluator, Work
from recompute.markup.quote import QUOTE, resolve
from recompute.values.lookup import Values
from recompute.values.module_results import Replies

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
@value(".4f", en="The number {index} of page {page}.")
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
    """Replace each quote by what it shows, as someone would have typed it."""
    modules = [path.stem for path in (computed / "snippets" / "pages").glob("[!_]*.py")]
    names = [f"snippets.pages.{module}" for module in modules]
    evaluation = Evaluator().start(Work(computed, "snippets.scenario:SCENARIO", names))
    values = Values.arriving(modules, "snippets.pages", Replies(evaluation.reply, Problems()))
    for path in (typed / "docs" / "en").glob("*.md"):
        path.write_text(QUOTE.sub(lambda match, path=path: shown(match, path, values), path.read_text()))


def shown(match: re.Match[str], path: Path, values: Values) -> str:
    """Return what a quote shows."""
    quoted = resolve(match[0], values, path.stem.replace("-", "_"), "en")
    return next(quoted.numbers()).shown


def build(root: Path) -> float:
    """Return how long one build takes, in seconds."""
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, check=True, env=environment)
    return time.perf_counter() - start


def compare(pages: int, rounds: int) -> None:
    """Build both sites in turn and print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        computed, typed = Path(folder, "computed"), Path(folder, "typed")
        write_site(computed, pages, PLUGIN, "  - recompute")
        write_site(typed, pages, "", "")
        type_numbers(computed, typed)
        times = [(build(computed), build(typed)) for _ in range(rounds + 1)][1:]
    ratio = statistics.median(ours / plain for ours, plain in times)
    ours, plain = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"N = {pages}: computed {ours:.2f} s, typed {plain:.2f} s, ratio {ratio:.2f} (medians of {rounds})")


def main() -> None:
    """Read the sizes and the number of rounds from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for pages in arguments.pages:
        compare(pages, arguments.rounds)


if __name__ == "__main__":
    main()
