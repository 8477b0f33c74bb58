"""What is read as a page or as data is a file; a pipe is refused without being opened, and hangs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recompute.diagnostics import Diagnostics
from recompute.source import data_file, page_source
from tests.machinery.conftest import lines


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (page_source.read, "the page cannot be read: it is a pipe, a socket or a device; put a text file there"),
        (
            data_file.read,
            "the file cannot be read: it is a pipe, a socket or a device; put it there, or change mkdocs.yml",
        ),
    ],
)
def test_a_pipe_is_refused_without_being_opened(
    read: object, message: str, tmp_path: Path, diagnostics: Diagnostics
) -> None:
    os.mkfifo(tmp_path / "a")
    read(tmp_path / "a", "a", diagnostics)  # type: ignore[operator]
    assert lines(diagnostics) == [f"a:1: {message}"]


def test_a_link_to_a_file_is_read_as_the_file(tmp_path: Path, diagnostics: Diagnostics) -> None:
    (tmp_path / "a").write_text("A")
    (tmp_path / "b").symlink_to("a")
    assert page_source.read(tmp_path / "b", "b", diagnostics).text == "A"
    assert not diagnostics
