"""What readers of a language see beside its pages is in its script: data files, configuration, what modules declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.machinery.builds.test_data_files import FILES, GLOSSARY, PLACE, REFERENCES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.machinery.builds.conftest import Build, Content, Write

CONFIGURATION = str(FILES["mkdocs.yml"])
FIGURE = '''\
"""A line."""

from recompute import figure


@figure(zh="一条线", en="{}")
def draw(scenario, language):
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0L1 1"/></svg>'
'''
MODULE = '''\
"""What the page may quote."""

from recompute import claim, value


@value("g", zh="数。", en="{}")
def given(scenario):
    return scenario


@claim(zh="{{{{ given }}}} 大于零。", en="{{{{ given }}}} {}")
def positive(scenario):
    return scenario > 0
'''
SHOWN = "---\ntitle: A\n---\n\n# A {{ #shown }}\n\n{{{{ given }}}} *{}*{{ claim=positive }}\n\n![A](figure:line)\n"


def declaring(description: str, condition: str, title: str) -> dict[str, Content]:
    """Return a project that declares a value, a claim and a figure with these English texts."""
    return {
        **FILES,
        "mkdocs.yml": CONFIGURATION.replace(
            "      languages:\n", "      figures: snippets.figures\n      languages:\n"
        ),
        "snippets/figures/__init__.py": "",
        "snippets/figures/line.py": FIGURE.format(title),
        "snippets/pages/shown.py": MODULE.format(description, condition),
        "docs/zh/shown.md": SHOWN.format("正"),
        "docs/en/shown.md": SHOWN.format("positive"),
    }


NAMES = """\
  moon2000:
    authors: ["月, 亮"]
    year: 2000
    title: 月亮
    lang: zh
    venue: 天文学报
    links: {DOI: "https://e.example/月"}
    read: {zh: 第三节, en: "§3, on 月亮"}
"""


def test_names_and_listed_words_may_be_in_another_script(project: Path, write: Write, build: Build) -> None:
    files = declaring("The given 月亮.", "is positive.", "A line")
    allowed = f"{files['mkdocs.yml']}".replace("name: English,", "name: English, allowed_foreign_words: [月亮],")
    moon = "nav: [index.md, page.md, shown.md, lists.md, citing.md, {月亮: https://e.example/}]\n"
    glossary = GLOSSARY.replace("term: rain,", "term: rain, avoid: [月雨],")
    data: dict[str, Content] = {"docs/references.yml": REFERENCES + NAMES, "docs/glossary.yml": glossary}
    outcome = build(write(project, {**files, "mkdocs.yml": allowed + moon, **data}))
    assert outcome.code == 0, outcome.output


def test_a_text_in_another_script_is_reported_in_one_line(project: Path, write: Write, build: Build) -> None:
    files = declaring("一个数，数 a。", "大于零。", "一条线")
    nav = "nav:\n  - index.md\n  - 一页: page.md\n  - 更多: [shown.md, lists.md, citing.md]\n"
    swapped = GLOSSARY.replace("zh:", "en :").replace("en:", "zh:").replace("en :", "en:")
    data: dict[str, Content] = {
        "mkdocs.yml": f"{files['mkdocs.yml']}".replace("A tiny site.", "一个小站。") + nav,
        "docs/references.yml": REFERENCES.replace("where: §3", "where: 第三节") + "    read: {zh: 第三节, en: 全文}\n",
        "docs/glossary.yml": swapped,
    }
    outcome = build(write(project, {**files, **data}))
    outcome.assert_stopped()
    remedy = "in English; translate it, or list it under allowed_foreign_words in mkdocs.yml"
    in_nav = "in English; leave the title out, and every page gives its own, or list it under allowed_foreign_words in"
    expected = [
        f"docs/glossary.yml:4: “雨水” is Han script under term {remedy}",
        f"docs/references.yml:6: “第三节” is Han script under where {remedy}",
        f"docs/references.yml:7: “全文” is Han script under read {remedy}",
        f"mkdocs.yml:17: “一个小站。” is Han script under site_description {remedy}",
        f"mkdocs.yml:31: “一页” is Han script under nav, which readers see {in_nav} mkdocs.yml",
        f"mkdocs.yml:32: “更多” is Han script under nav, which readers see {in_nav} mkdocs.yml",
        f"snippets/figures/line.py:6: “一条线” is Han script describing line.draw {remedy}",
        f"snippets/pages/shown.py:6: “一个数，数” is Han script describing shown.given {remedy}",
        f"snippets/pages/shown.py:11: “大于零。” is Han script describing shown.positive {remedy}",
    ]
    assert outcome.lines(PLACE) == expected
