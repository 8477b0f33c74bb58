"""Pages load one style sheet that holds all others, which therefore name no file by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from recompute.site.configuration import settings
from recompute.site.languages import translation_config
from recompute.site.plugin import RecomputePlugin
from recompute.site.style_bundle import StyleBundle
from tests.published import ROOT

DATA = "url('data:image/svg+xml,<svg/>')"


def joined(site: Path, **sheets: str) -> str:
    config = MkDocsConfig()
    config.extra_css = [f"{name}.css" for name in sheets]
    for name, text in sheets.items():
        (site / f"{name}.css").write_text(text, encoding="utf-8")
    looks = StyleBundle("all.css", None)
    looks.link_joined(config)
    assert config.extra_css == ["all.css"]
    looks.write(site)
    return (site / "all.css").read_text(encoding="utf-8")


def test_sheets_are_joined_in_their_order_without_comments(tmp_path: Path) -> None:
    text = joined(tmp_path, a='@charset "UTF-8";\n/* one */ p { color: red }\n', b=f"a {{ background: {DATA} }}")
    assert text == f"p {{ color: red }}\na {{ background: {DATA} }}"


@pytest.mark.parametrize("named", ["p { background: url(dot.png) }", "@import 'b.css';"])
def test_a_sheet_that_names_another_file_stops_the_build(named: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"a\.css names another file"):
        joined(tmp_path, a=named)


def test_without_a_joined_sheet_pages_link_to_each(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.extra_css = ["a.css"]
    looks = StyleBundle(None, None)
    looks.link_joined(config)
    looks.write(tmp_path)
    assert config.extra_css == ["a.css"]


def test_a_theme_whose_style_sheets_have_other_names_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    (tmp_path / "assets" / "stylesheets" / "theme.css").write_text("p { color: red }", encoding="utf-8")
    with pytest.raises(PluginError, match=r"the theme has no assets/stylesheets/main\.\*\.min\.css"):
        joined(tmp_path, a="p { margin: 0 }")


def test_a_translation_that_mkdocs_gives_another_plugin_stops_the_build() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    language = settings(config.plugins["recompute"].config, config).languages[1]
    assert translation_config(config, language).plugins["recompute"] is config.plugins["recompute"]
    config.plugins["recompute"] = RecomputePlugin()
    with pytest.raises(PluginError, match="another plugin for en"):
        translation_config(config, language)
