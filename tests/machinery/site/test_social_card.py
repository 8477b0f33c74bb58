"""The picture beside a shared link is drawn by a module of the site; what goes wrong with it stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from recompute.site.social_card import Card


def card(root: Path, body: str) -> bytes:
    (root / "drawn.py").write_text(f"NUMBER = 3\ndef draw(scenario):\n    {body}\n", encoding="utf-8")
    return Card("drawn", "drawn:NUMBER", root).png()


def test_it_is_drawn_from_the_scenario(tmp_path: Path) -> None:
    assert card(tmp_path, r'return b"\x89PNG" + bytes([scenario])') == b"\x89PNG\x03"


@pytest.mark.parametrize("body", ["raise ValueError('no')", "return b'GIF89a'"])
def test_no_picture_stops_the_build(body: str, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="drawn drew no card"):
        card(tmp_path, body)
