"""A notebook is a page like any other: converted, traced and translated as Markdown is, with outputs of this build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from tests.machinery.source.notebooks import code, line_of, raw, saved, words

if TYPE_CHECKING:
    from tests.machinery.builds.conftest import Build, Content, Outcome, Write

PLUGIN = "  - mkdocs-jupyter: {include: ['*.ipynb']}\n"
PLUGINS = "plugins:\n  - search\n" + PLUGIN
EXTENSIONS = "markdown_extensions:\n  - toc\n  - pymdownx.quotes: {callouts: true}\n"

FIRST = code("from IPython.display import Markdown\nfrom snippets.scenario import SCENARIO")
PRINTS = code('print("runs", file=open("runs.txt", "a"))\nprint(SCENARIO + 3.5, "<&>")')
SHOWS = code('Markdown(f"| a |\\n| - |\\n| {SCENARIO * 100} |")')


def notebook(title: str, *cells: dict[str, Any]) -> str:
    front = raw(f"---\ntitle: {title}\naliases: [{title} here]\nvalues: false\n---")
    text = words(f"# {title} {{ #top }}\n\nIt is {{{{ index.given }}}}, $x \\approx {{{{ page.third }}}}$, [[page]].")
    below = words(f"## {title} {{ #below }}\n\n> [!note]\n> [[index]]")
    return saved(front, text, *cells[:1], below, *cells[1:])


LINKS = "---\nvalues: false\n---\n# {0} {{ #top }}\n\n[[{0} here#below]] [x](clouds.ipynb#below)\n"
CLOUDS: dict[str, Content] = {
    "docs/zh/clouds.ipynb": notebook("云", FIRST, PRINTS, SHOWS),
    "docs/en/clouds.ipynb": notebook("Clouds", FIRST, PRINTS, SHOWS),
    "docs/zh/links.md": LINKS.format("云"),
    "docs/en/links.md": LINKS.format("Clouds"),
    "docs/zh/.ipynb_checkpoints/clouds-checkpoint.ipynb": "{}",
}


def configured(sound: dict[str, Content]) -> dict[str, Content]:
    """Return the files of a sound project, with a configuration for notebooks."""
    configuration = str(sound["mkdocs.yml"]).replace("plugins:\n", PLUGINS)
    return {**sound, "mkdocs.yml": configuration.replace("markdown_extensions:\n", EXTENSIONS)}


class Built:
    """A project with a notebook after its build."""

    def __init__(self, project: Path, outcome: Outcome) -> None:
        self.project, self.outcome = project, outcome

    def article(self, language: str) -> etree._Element:
        site = self.project / "site" / ("" if language == "zh" else language)
        page = etree.fromstring((site / "clouds/index.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))
        article = page.find(".//article")
        assert article is not None
        return article

    def outputs(self, language: str) -> list[str]:
        found = self.article(language).xpath(".//div[starts-with(@class, 'output')]")
        return [etree.tostring(element, encoding="unicode", with_tail=False) for element in found]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Built:
    project = write(tmp_path_factory.mktemp("clouds"), {**configured(sound), **CLOUDS})
    return Built(project, build(project))


def test_a_project_with_notebooks_builds_without_a_warning(built: Built) -> None:
    assert built.outcome.code == 0, built.outcome.output
    assert not built.outcome.lines("WARNING|ERROR|Traceback|clouds-checkpoint")
    assert {"clouds/index.html", "en/clouds/index.html"} <= set(built.outcome.pages)
    assert not list((built.project / "site").rglob("*.ipynb"))


def test_it_says_what_it_runs_and_how_long_that_took(built: Built) -> None:
    assert built.outcome.lines(r"Running: docs/zh/clouds\.ipynb$")
    assert built.outcome.lines(r"Ran in \d+\.\d s: docs/zh/clouds\.ipynb$")


def test_the_code_runs_once_for_both_languages(built: Built) -> None:
    assert (built.project / "runs.txt").read_text().split() == ["runs"]


def test_both_languages_show_the_same_outputs(built: Built) -> None:
    chinese, english = built.outputs("zh"), built.outputs("en")
    assert chinese == english
    printed, table = chinese
    assert "7.5 &lt;&amp;&gt;" in printed
    assert "<td>400.0</td>" in table


def test_an_output_stands_below_its_code(built: Built) -> None:
    for output in built.article("en").xpath(".//div[starts-with(@class, 'output')]"):
        code_above = output.getprevious()
        assert code_above is not None and code_above.get("class") == "highlight"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_words_are_markdown_as_on_every_page(language: str, built: Built) -> None:
    article = built.article(language)
    assert [element.get("data-ref") for element in article.xpath(".//*[@data-ref][not(ancestor::details)]")] == [
        "index.given", "page.third",
    ]  # fmt: skip
    assert [heading.get("id") for heading in article.xpath(".//h1|.//h2")] == ["top", "below"]
    assert article.xpath(".//a[text()='page']/@href") == ["../page/"]
    assert article.xpath(".//div[contains(@class, 'admonition')]//a/@href") == ["../"]


@pytest.mark.parametrize(("path", "title"), [("", "云"), ("en/", "Clouds")])
def test_it_has_a_title_contents_and_a_place_in_the_search(path: str, title: str, built: Built) -> None:
    site = built.project / "site" / path
    html = (site / "clouds/index.html").read_text(encoding="utf-8")
    assert f"<title>{title} - " in html
    assert 'href="#below" class="md-nav__link"' in html
    assert "clouds/#below" in (site / "search/search_index.json").read_text(encoding="utf-8")


def test_nothing_of_jupyter_is_left_in_it(built: Built) -> None:
    html = (built.project / "site/clouds/index.html").read_text(encoding="utf-8")
    for foreign in ("mathjax", "require.js", "jupyter", "jp-", "mermaid", "cdn"):
        assert foreign not in html.lower()


@pytest.mark.parametrize("path", ["links", "en/links"])
def test_pages_link_to_it_and_to_its_headings(path: str, built: Built) -> None:
    html = (built.project / "site" / path / "index.html").read_text(encoding="utf-8")
    assert html.count('href="../clouds/#below"') == 2


# What is wrong with a notebook: its Chinese and its English edition, which of them is wrong, where, and what is said.

SOUND = notebook("A")
FORGED = '<div class="output no-copy">7.5</div>'
FAULTS = {
    "error": (*2 * [notebook("A", code("x = 1\n1 / 0"))], "zh", "1 / 0", "ZeroDivisionError: division by zero"),
    "package": (
        *2 * [notebook("A", code("import rain_"))],
        "zh",
        "import rain_",
        "rain_ is not installed, .*",
    ),
    "code": (notebook("A", code("x = 1")), notebook("A", code("x = 3")), "en", "x = 3", "the code is not that of .*"),
    "numeral": (SOUND, notebook("A", words("It is 0.57.")), "en", "It is 0.57.", "0.57 is typed by hand .*"),
    "forgery": (SOUND, notebook("A", words(FORGED)), "en", FORGED, "7.5 is typed by hand .*"),
    "link": (SOUND, notebook("A", words("[[Nowhere]]")), "en", "[[Nowhere]]", "no page is called 'Nowhere'.*"),
    "json": (SOUND, "{}\n", "en", "{}", "this is no notebook of version 4; save it with Jupyter"),
}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory, write: Write, build: Build, sound: dict[str, Content]) -> Outcome:
    project = write(tmp_path_factory.mktemp("spoilt"), configured(sound))
    for name, (chinese, english, *_) in FAULTS.items():
        write(project, {f"docs/zh/{name}.ipynb": chinese, f"docs/en/{name}.ipynb": english})
    return build(project)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_in_one_clean_line_of_the_file(name: str, spoilt: Outcome) -> None:
    chinese, english, language, at, message = FAULTS[name]
    line = line_of(chinese if language == "zh" else english, at)
    place = rf"docs/{language}/{name}\.ipynb:{line}"
    spoilt.assert_stopped_by(rf"{place}: {message}", about=rf"^docs/\w+/{name}\.ipynb")


def test_notebooks_need_the_plugin_that_makes_pages_of_them(
    tmp_path: Path, write: Write, build: Build, sound: dict[str, Content]
) -> None:
    outcome = build(write(tmp_path, {**sound, **CLOUDS}))
    line = r"(ERROR   -  )?mkdocs\.yml:8: add 'mkdocs-jupyter' to plugins, which makes pages of the notebooks"
    outcome.assert_stopped_by(line, about=r"mkdocs\.yml:")
