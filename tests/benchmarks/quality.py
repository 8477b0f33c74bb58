"""Measure every page in both languages: size and requests of a first visit, Lighthouse, axe, and the Nu HTML checker.

Lighthouse runs its mobile preset, which slows the processor and the network down: let nothing else run beside it. It
and the other two checkers come from npm; Chromium and Java from the system.

    npm install --prefix /tmp/checkers lighthouse vnu-jar
    python tests/benchmarks/quality.py --checkers /tmp/checkers          # prints the table
    python tests/benchmarks/quality.py --checkers /tmp/checkers --write  # and puts it into BENCHMARKS.md
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # Run as a script, it finds what the tests share.

from tests.benchmarks import report_tables  # noqa: E402
from tests.hosting import hosted  # noqa: E402
from tests.published import ADDRESSES, build  # noqa: E402

PAGES = [*ADDRESSES, "404.html"]
COLUMNS = {
    "BENCHMARKS.md": ["Page", "kB", "Requests", "Performance", "Accessibility", "Best practices", "SEO", "axe", "HTML"],
    "BENCHMARKS.zh.md": ["页面", "kB", "请求数", "性能", "无障碍", "最佳实践", "SEO", "axe", "HTML"],
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
AXE = """() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
    .then(result => result.violations.length)"""


def first_visit(browser: Browser, address: str) -> list[int]:
    """Return how many bytes a first visit loads, packed, and in how many requests."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, sizes = context.new_page(), []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return [sum(sizes), len(sizes)]


def violations(browser: Browser, address: str, checkers: Path) -> int:
    """Return how many rules of WCAG 2.2 AA axe finds broken, in the light and in the dark."""
    count = 0
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address, wait_until="networkidle")
        page.evaluate((checkers / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
        count += page.evaluate(AXE)
        page.close()
    return count


def lighthouse(address: str, checkers: Path, runs: int) -> list[int]:
    """Return the four scores of the mobile preset, medians of some runs."""
    command = [str(checkers / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    command += ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    found = []
    for _ in range(runs):
        result = subprocess.run(command, env=environment, capture_output=True, check=True)
        scores = json.loads(result.stdout)["categories"]
        found.append([round(100 * scores[category]["score"]) for category in CATEGORIES])
    return [round(statistics.median(scores)) for scores in zip(*found, strict=True)]


def html_errors(files: Sequence[Path], checkers: Path) -> list[int]:
    """Return how many errors the Nu HTML checker finds in each file."""
    jar = checkers / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", *map(str, files)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stderr)["messages"]
    return [sum(message["url"].endswith(file.as_posix()) for message in found) for file in files]


def measure(site: Path, checkers: Path, runs: int, pages: Sequence[str]) -> list[list[list[int]]]:
    """Return what is in each column, for each page, in both languages."""
    rows = []
    with hosted(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for page in pages:
            row = []
            for path in (page, f"en/{page}"):
                row.append([*first_visit(browser, address + path), *lighthouse(address + path, checkers, runs)])
                row[-1].append(violations(browser, address + path, checkers))
                print(path, row[-1], file=sys.stderr)
            rows.append(row)
        browser.close()
    files = [site / path / ("" if path.endswith("html") else "index.html") for p in pages for path in (p, f"en/{p}")]
    errors = iter(html_errors(files, checkers))
    return [[[*cells, next(errors)] for cells in row] for row in rows]


def table(columns: Sequence[str], pages: Sequence[str], rows: Sequence[Sequence[Sequence[int]]]) -> str:
    """Return the measurements as Markdown; a cell holds both languages where they differ, Chinese first."""
    lines = [f"| {' | '.join(columns)} |", f"|---|{'---:|' * (len(columns) - 1)}"]
    for page, row in zip(pages, rows, strict=True):
        both = [[str(round(cells[0] / 1000)), *map(str, cells[1:])] for cells in row]
        cells = [" / ".join(dict.fromkeys(pair)) for pair in zip(*both, strict=True)]
        lines.append(f"| `/{page}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def versions(checkers: Path) -> dict[str, str]:
    """Return the versions of the browser and of the checkers."""
    chromium = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout
    packages = {"Lighthouse": "lighthouse", "axe-core": "axe-core", "Nu HTML checker": "vnu-jar"}
    manifests = {name: checkers / "node_modules" / package / "package.json" for name, package in packages.items()}
    numbers = {name: str(json.loads(path.read_text())["version"]) for name, path in manifests.items()}
    return {"Chromium": chromium.split()[1], **numbers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkers", type=Path, required=True, help="where npm has put lighthouse and vnu-jar")
    parser.add_argument("--site", type=Path, help="the site, if it is built already")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse on a page")
    parser.add_argument("--pages", nargs="+", default=PAGES, help="addresses of pages; all of them if none is named")
    parser.add_argument("--write", action="store_true", help="put the table into BENCHMARKS.md")
    arguments = parser.parse_args()
    for need in ("chromium", "java", str(arguments.checkers / "node_modules/.bin/lighthouse")):
        if shutil.which(need) is None:
            parser.error(f"{need} is not there; see the first lines of {Path(__file__).name}")
    with tempfile.TemporaryDirectory() as folder:
        site = arguments.site or build(ROOT, Path(folder) / "site").folder
        rows = measure(site.resolve(), arguments.checkers.resolve(), arguments.runs, arguments.pages)
    if arguments.write:
        tables = {report: table(columns, arguments.pages, rows) for report, columns in COLUMNS.items()}
        report_tables.write("quality", tables, arguments.runs, versions(arguments.checkers))
    print(table(COLUMNS["BENCHMARKS.md"], arguments.pages, rows))


if __name__ == "__main__":
    main()
