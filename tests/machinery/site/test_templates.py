"""Templates are found as MkDocs finds them, and taken as they are compiled until something changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from recompute.site.theme_patches import keep_compiled, list_visible


@pytest.fixture(autouse=True)
def folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def rendered(folder: Path, *extensions: str) -> str:
    env = Environment(loader=FileSystemLoader(folder), extensions=extensions, autoescape=True)
    keep_compiled(env)
    return env.get_template("page.html").render(numbers=[1, 2])


def kept(folder: Path) -> dict[str, float]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*.cache")}


def test_all_files_of_a_theme_are_listed_but_the_hidden_ones() -> None:
    listed = Theme("material").get_env().list_templates()
    theme = Theme("material")
    list_visible(theme)
    found = theme.get_env().list_templates()
    assert found == [name for name in listed if not any(part.startswith(".") for part in name.split("/"))]
    assert 0 < len(found) < len(listed)


def test_a_template_is_compiled_once_until_its_text_changes(tmp_path: Path, folder_for_temporary_files: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("{{ numbers[0] }}")
    assert rendered(tmp_path) == "1"
    first = kept(folder_for_temporary_files)
    assert rendered(tmp_path) == "1"
    assert kept(folder_for_temporary_files) == first
    page.write_text("{{ numbers[1] }}")
    assert rendered(tmp_path) == "2"
    assert kept(folder_for_temporary_files) != first


def test_a_template_is_compiled_anew_where_an_extension_may_read_it_otherwise(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% for each in numbers %}{{ each }}{% endfor %}")
    assert rendered(tmp_path) == "12"
    assert rendered(tmp_path, "jinja2.ext.loopcontrols") == "12"
    assert len(kept(tmp_path)) == 2


def test_pages_are_rendered_where_nothing_can_be_kept(tmp_path: Path, folder_for_temporary_files: Path) -> None:
    (tmp_path / "page.html").write_text("{{ numbers }}")
    folder_for_temporary_files.rmdir()
    folder_for_temporary_files.write_text("no folder")
    assert rendered(tmp_path) == "[1, 2]"
