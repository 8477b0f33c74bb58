"""Without a package that numbers need a build says how to install it; figures are drawn beside the values."""

from __future__ import annotations

from pathlib import Path

from tests.machinery.builds.conftest import CONFIGURATION, Build, Content, Write

LACKING = '''\
"""What the page may quote."""

from recompute import value


@value(".2f", zh="商。", en="The quotient.")
def third(scenario: float) -> float:
    from abacus import divide

    return divide(scenario, 3)


@value("d", zh="三个数。", en="Three numbers.")
def squares(scenario: float) -> list[int]:
    from abacus import square

    return [square(scenario)] * 3


@value(".1f", finite=False, zh="无穷大。", en="Infinity.")
def boundless(scenario: float) -> float:
    return float("inf")
'''

FIGURE = '''\
"""A line."""

from recompute import figure


@figure(zh="一条线", en="A line")
def draw(scenario: float, language: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><text>{language} {scenario}</text></svg>'
'''


def configured(*options: str) -> str:
    """Return the configuration with more options of the plugin."""
    first = "      package: snippets.pages\n"
    return CONFIGURATION.replace(first, first + "".join(f"      {option}\n" for option in options))


def with_figure(module: str) -> dict[str, Content]:
    return {
        "mkdocs.yml": configured("figures: snippets.figures"),
        "snippets/figures/__init__.py": "",
        "snippets/figures/line.py": module,
    }


def add(project: Path, text: str) -> None:
    for language in ("zh", "en"):
        page = project / "docs" / language / "index.md"
        page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_build_stops_with_one_line_that_says_how_to_install(project: Path, write: Write, build: Build) -> None:
    write(project, {"mkdocs.yml": configured("install: run pip install abacus"), "snippets/pages/page.py": LACKING})
    for options in ([], ["--strict"]):
        build(project, *options).assert_stopped_by(
            r"snippets/pages/page\.py:8: abacus is not installed, and numbers need it; run pip install abacus", "abacus"
        )


def test_a_figure_is_published_in_the_language_of_its_page(project: Path, write: Write, build: Build) -> None:
    write(project, with_figure(FIGURE))
    add(project, "\n![—](figure:line)\n")
    assert build(project).code == 0
    assert "<text>zh 4.0</text>" in (project / "site/index.html").read_text(encoding="utf-8")
    assert "<text>en 4.0</text>" in (project / "site/en/index.html").read_text(encoding="utf-8")


def test_a_figure_that_cannot_be_drawn_stops_the_build(project: Path, write: Write, build: Build) -> None:
    write(project, with_figure(FIGURE.replace("    return f'", "    language = 1 / 0\n    return f'")))
    add(project, "\n![线](figure:line)\n")
    build(project).assert_stopped_by(
        r"snippets/figures/line\.py:8: the figure draw cannot be drawn: ZeroDivisionError: division by zero",
        "cannot be",
    )


def test_a_figure_in_one_language_only_stops_the_build(project: Path, write: Write, build: Build) -> None:
    write(project, with_figure(FIGURE))
    page = project / "docs/zh/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![线](figure:line)\n", encoding="utf-8")
    build(project).assert_stopped_by(
        r"docs/en/index\.md:5: section #home quotes figure:line not at all, its source once; make the two equal",
        "figure:line",
    )


def test_a_module_apart_that_is_not_there_stops_the_build(project: Path, write: Write, build: Build) -> None:
    write(project, {"mkdocs.yml": configured("process_groups: [[snippets.pages.pgae]]")})
    build(project).assert_stopped_by(
        r".*mkdocs\.yml:11: process_groups names snippets\.pages\.pgae, but there is no such module; correct its name",
        "pgae",
    )
