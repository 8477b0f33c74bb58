"""A site of two tiny pages about the weather, converted and traced as a build does it, but without MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from recompute.audit.trace import Trace, trace
from recompute.diagnostics import Diagnostics
from recompute.library import glossary, references
from recompute.locale.language import Language
from recompute.markup.claims import Claims
from recompute.markup.extension import RecomputeExtension
from recompute.markup.figures import Figures
from recompute.markup.render_context import RenderContext
from recompute.source.page_index import PageIndex
from recompute.source.page_source import Source, parse
from recompute.values.lookup import ModuleResults, Value, Values

MakePage = Callable[..., RenderContext]

DATA = Path(__file__).parent / "library" / "data"
WORDS = {
    "two_authors": "{}、{}",
    "more_authors": "{} 等",
    "year": "（{}）",
    "year_reason": "年份",
    "figure_reason": "{}，{}",
    "entry_reason": "文献",
    "read": "读过：",
    "cited": "引用于：",
    "explained": "见：",
    "numbers": "本页数字",
    "claims": "判断",
    "check": "{}：{}，相差 {}",
    "check_many": "{}：至多相差 {}",
    "check_same": "{}：完全相同",
    "repository": "仓库",
    "symbol_reason": "符号",
    "what_if": "如果",
    "reset": "复原",
    "no_longer": "（不成立）",
    "no_grid": "没有数。",
}
LANGUAGES = {
    "zh": Language(
        "zh",
        "zh-Hans",
        "中文",
        "天气",
        "天气。",
        comma="、",
        callouts={"note": "说明", "warning": "注意"},
        ui_strings=WORDS,
    ),
    "en": Language("en", "en", "English", "Weather", "The weather."),
}

# data, display; declared on these lines of weather.py, one after the other
WEATHER: dict[str, tuple[Any, Any]] = {
    "low": (-3.456, ".1f"),
    "high": (12, "d"),
    "rain": (0.125, ".1%"),
    "vapour": (1.4234e-05, ".2e"),
    "week": ([1.5, -2.25, 3.0], ".2f"),
    "rotation": ([[0.6, -0.8], [0.8, 0.6]], ".1f"),
    "sky": ({"zh": "多云", "en": "cloudy"}, ""),
    "stations": ([[{"zh": "山顶", "en": "summit"}, -7.25, 0.5], [{"zh": "河谷", "en": "valley"}, 4.5, 0.125]],
                 ("", ".2f", ".1%")),
    "skies": ([{"zh": "晴", "en": "clear"}, {"zh": "雨", "en": "rain & wind"}], ""),
}  # fmt: skip
CLIMATE: dict[str, tuple[Any, Any]] = {"mean": (8.25, ".2f"), "low": (-21.0, ".0f")}

# A figure in two languages, as it comes from its process.
WIND = {
    "svg": {
        "zh": '<svg viewBox="0 0 9 9"><text>北 7</text></svg>',
        "en": '<svg viewBox="0 0 9 9"><text>N 7</text></svg>',
    },
    "titles": {"zh": "风", "en": "Wind"},
    "file": "figures/wind.py",
    "line": 3,
}

# Whether each claim holds, and its conditions; declared on these lines of the modules, one after the other.
CLAIMS: dict[str, dict[str, tuple[bool, str, str]]] = {
    "weather": {
        "frost": (True, "最低 {{ low }} 在零度以下。", "The low, {{ low }}, lies below zero."),
        "rising": (True, "{{ week }} 一路上升。", "{{ week }} rise all the way."),
        "heat": (
            False,
            "最高 {{ high }} 超过平均 {{ climate.mean }} 的两倍。",
            "{{ high }} is twice {{ climate.mean }}.",
        ),
    },
    "climate": {"mild": (True, "平均 {{ mean:.0f }} 在零度以上。", "The mean, {{ mean:.0f }}, lies above zero.")},
}

# What the other pages of each language say, for wikilinks.
PAGES = {
    "climate.md": "---\naliases: [The long run, 气候]\n---\n# Climate { #climate }\n\n## 降水 Rain { #rain }\n",
    "guide/maps.md": "# Maps { #maps }\n",
    "sources.md": "---\ntitle: Sources\n---\n\n[@barometer]\n\n[@books/*]\n\n[@instruments/*]\n",
    "terms.md": "# Terms { #terms }\n\n[@glossary/*]\n",
}


def page(text: str = "", file: str = "docs/en/loss.md") -> Source:
    """Return a page of a text."""
    return parse(text, file, Diagnostics())


def lines(diagnostics: Diagnostics) -> list[str]:
    """Return what is wrong, a line each."""
    return str(diagnostics).splitlines()


@pytest.fixture
def diagnostics() -> Diagnostics:
    """What is wrong: nothing yet."""
    return Diagnostics()


@pytest.fixture(scope="session")
def values() -> Values:
    """The values of both pages."""
    return Values(
        Value(f"{page}.{name}", data, display, {"zh": "值。", "en": "A value."}, f"pages/{page}.py", line)
        for page, declared in (("weather", WEATHER), ("climate", CLIMATE))
        for line, (name, (data, display)) in enumerate(declared.items(), start=1)
    )


def claims() -> Claims:
    """The claims of both pages."""
    replies = {
        f"pages.{page}": {
            "claims": {
                name: {"holds": holds, "conditions": {"zh": zh, "en": en}, "file": f"pages/{page}.py", "line": line}
                for line, (name, (holds, zh, en)) in enumerate(declared.items(), start=1)
            },
            "problems": [],
            "missing": {},
        }
        for page, declared in CLAIMS.items()
    }
    return Claims(
        modules={page: [f"pages.{page}"] for page in CLAIMS},
        results=ModuleResults(lambda module: replies[module], Diagnostics()),
    )


@pytest.fixture
def make_page(values: Values) -> MakePage:
    """Make a page of the text of its Markdown, with problems of its own."""

    def make(text: str, language: str = "en", path: str = "weather.md", known: Values = values) -> RenderContext:
        diagnostics = Diagnostics()
        texts = {**PAGES, path: text}
        sources: dict[str, Source] = {
            name: parse(page, f"docs/{language}/{name}", diagnostics) for name, page in texts.items()
        }
        module = path.removesuffix(".md").replace("/", ".")
        page = RenderContext(path, sources[path], module, LANGUAGES[language], known, PageIndex(sources), diagnostics)
        reply = {"drawings": {"draw": WIND}, "problems": [], "missing": {}}
        page.figures = Figures(
            modules={"wind": ["figures.wind"]}, results=ModuleResults(lambda name: reply, diagnostics)
        )
        page.symbols = {"T": "temperature"}
        page.references = references.read(DATA / "references.yml", "docs/references.yml", list(LANGUAGES), diagnostics)
        tags = {code: each.tag for code, each in LANGUAGES.items()}
        page.glossary = glossary.read(DATA / "glossary.yml", "docs/glossary.yml", tags, diagnostics)
        page.known_claims = claims()
        return page

    return make


@pytest.fixture(scope="session")
def configuration(pytestconfig: pytest.Config) -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of the site, and their options."""
    config = load_config(str(pytestconfig.rootpath / "mkdocs.yml"))
    return list(config.markdown_extensions), dict(config.mdx_configs)


@pytest.fixture
def convert(configuration: tuple[list[str], dict[str, Any]]) -> Callable[[RenderContext], str]:
    """Convert a page's Markdown to the HTML of its article."""
    names, options = configuration

    def run(page: RenderContext) -> str:
        extensions = [RecomputeExtension(page) if name == "recompute" else name for name in names]
        body, _ = get_data(page.source.text)
        return Markdown(extensions=extensions, extension_configs=options).convert(body)

    return run


@pytest.fixture
def trace_html() -> Callable[[str, RenderContext], Trace]:
    """Trace a piece of HTML as the article of a page."""
    return lambda html, page: trace(f"<html><body><article>{html}</article></body></html>", page)


@pytest.fixture
def look(
    make_page: MakePage, convert: Callable[[RenderContext], str], trace_html: Callable[[str, RenderContext], Trace]
) -> Callable[..., tuple[RenderContext, Trace]]:
    """Convert a page's Markdown and trace the result."""

    def run(text: str, language: str = "en") -> tuple[RenderContext, Trace]:
        page = make_page(text, language)
        return page, trace_html(convert(page), page)

    return run
