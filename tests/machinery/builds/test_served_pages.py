"""A server takes pages that no edit has reached from its earlier builds, and shows what a new server would show."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

from recompute.site.plugin import RecomputePlugin
from recompute.site.served_pages import ServedPages
from tests.machinery.builds.conftest import Content, Write

NOTES = """\
---
values: false
---

# {title} {{ #notes }}

[[page#formula|{title}]] #{tag}

```python
--8<-- "snippets/scenario.py"
```

{sentence}
"""
INCLUDED = '---\nvalues: false\n---\n\n# {title} {{ #other }}\n\n--8<-- "docs/{code}/notes.md:13:13"\n'
TAGS = "---\ntitle: Tags\nvalues: false\n---\n\n# Tags { #tags }\n\n<!-- material/tags -->\n"
LAST = {"zh": "最后一句。", "en": "The last sentence."}
MORE: dict[str, Content] = {
    **{f"docs/{code}/notes.md": NOTES.format(title="Notes", tag="word", sentence=each) for code, each in LAST.items()},
    **{f"docs/{code}/other.md": INCLUDED.format(title="Other", code=code) for code in ("zh", "en")},
    **{f"docs/{code}/tags.md": TAGS for code in ("zh", "en")},
    "docs/zh/alone.md": "---\nvalues: false\n---\n\n# 只有中文 { #alone }\n",
}
HOOK = "def on_page_content(html, page, **_):\n    return f'{html}<p>{len(html)}</p>'\n"


class Served:
    """A project as a server builds it, again and again in one process."""

    def __init__(self, project: Path, site: Path, converted: list[str]) -> None:
        self.project, self._site, self._converted = project, site, converted
        config = self._config()
        config.plugins.on_startup(command="serve", dirty=False)
        plugin = config.plugins["recompute"]
        assert isinstance(plugin, RecomputePlugin)
        self.plugin = plugin

    def build(self) -> tuple[dict[str, bytes], int]:
        """Return the files of the site, and how many pages were converted for it."""
        self._converted.clear()
        build(self._config(), serve_url="http://127.0.0.1:8000/")
        files = {path.relative_to(self._site).as_posix(): path for path in self._site.rglob("*") if path.is_file()}
        pages = sum("{ #" in text for text in self._converted)
        return {name: path.read_bytes() for name, path in files.items() if path.suffix != ".gz"}, pages

    def anew(self) -> tuple[dict[str, bytes], int]:
        """Build as a server does that has just been started."""
        self.plugin.served_pages = ServedPages()
        return self.build()

    def edit(self, edit: str) -> None:
        """Make an edit of the table below."""
        for name, old, new in EDITS[edit]:
            file = self.project / name
            if new is None:
                file.unlink()
            elif old is None:
                file.write_text(new, encoding="utf-8")
            else:
                self.replace(name, old, new)

    def replace(self, name: str, old: str, new: str) -> None:
        file = self.project / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def _config(self) -> object:
        return load_config(str(self.project / "mkdocs.yml"), site_dir=str(self._site))


@pytest.fixture
def served(
    project: Path, write: Write, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Served:
    configuration = (project / "mkdocs.yml").read_text(encoding="utf-8")
    write(project, MORE | {"mkdocs.yml": configuration.replace("plugins:\n", "plugins:\n  - search\n  - tags\n")})
    monkeypatch.chdir(project)
    converted: list[str] = []
    convert = Markdown.convert

    def noted(markdown: Markdown, source: str) -> str:
        converted.append(source)
        return convert(markdown, source)

    monkeypatch.setattr(Markdown, "convert", noted)
    (project / "link").symlink_to("nowhere")
    return Served(project, tmp_path_factory.mktemp("site"), converted)


# A file, a text in it, and what takes its place; a file that is new or gone has no text before or after.
EDITS = {
    "a word": [("docs/zh/page.md", "2016", "2017")],
    "a heading": [
        ("docs/en/page.md", "{ #formula }", "{ #formulae }"),
        ("docs/en/notes.md", "page#formula", "page#formulae"),
    ],
    "a title": [("docs/en/index.md", "title: Home", "title: Start")],
    "a value": [("snippets/pages/page.py", "scenario / 3", "scenario / 6")],
    "an included file": [("snippets/scenario.py", "The given quantity.", "What is given.")],
    "an included page": [("docs/en/notes.md", "last sentence", "last word")],
    "the configuration": [("mkdocs.yml", "comma: 、", "comma: ，")],
    "a new page": [("docs/en/alone.md", None, "---\nvalues: false\n---\n\n# Alone { #alone }\n")],
    "a page that is gone": [("docs/en/other.md", "", None)],
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_site_is_the_one_that_a_new_server_makes(edit: str, served: Served) -> None:
    before, pages = served.build()
    served.edit(edit)
    after, converted = served.build()
    expected, every = served.anew()
    assert after == expected
    assert after != before
    assert converted <= every
    assert pages >= 11


def test_a_word_lets_no_other_page_be_converted_but_those_that_hold_others(served: Served) -> None:
    _, every = served.build()
    assert served.build()[1] == 4  # Tags, and what includes a page, in two languages.
    served.edit("a word")
    _, converted = served.build()
    assert converted == 6  # The page in two languages: each may say what has changed in the other.
    assert converted < every


def test_a_page_with_an_error_is_reported_in_each_build_until_it_is_mended(served: Served) -> None:
    served.build()
    served.replace("docs/en/page.md", "{{ squares }}", "{{ squared }}")
    for _ in range(2):
        served.build()
        assert served.plugin.site is not None
        assert "squared" in str(served.plugin.site.diagnostics)
    served.replace("docs/en/page.md", "{{ squared }}", "{{ squares }}")
    served.build()
    assert str(served.plugin.site.diagnostics) == ""


def test_nothing_is_kept_where_a_plugin_takes_part_of_which_nothing_is_known(served: Served, write: Write) -> None:
    write(served.project, {"hooks.py": HOOK})
    served.replace("mkdocs.yml", "plugins:\n", "hooks: [hooks.py]\nplugins:\n")
    (first, every), (second, again) = served.build(), served.build()
    assert first == second
    assert again == every
