"""Definitions are shown without docstrings and checks, and copied with all that they use of the project."""

from __future__ import annotations

import math
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from recompute.source.standalone import shown, standalone

SHAPES = '''\
"""Shapes."""

import math
from other import SCALE, doubled as twice


# --8<-- [start:area]
def area(radius):
    """Return the area.

    Formula: A = π · r²

    >>> area(1)
    """
    check_radius(radius)
    if radius > 100:
        raise ValueError("too large")
    return _pi() * twice(radius) ** 2 * SCALE


# --8<-- [end:area]


def _pi():
    """Return π."""
    return math.pi


def check_radius(radius):
    if radius < 0:
        raise ValueError("negative")


def unused():
    return area(2)
'''
OTHER = '"""Other."""\n\nSCALE = 0.25  # of both\n\n\ndef doubled(x):\n    return 2 * x\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "shapes.py").write_text(SHAPES, "utf-8")
    (tmp_path / "other.py").write_text(OTHER, "utf-8")
    return tmp_path


def test_docstrings_and_checks_are_left_out_and_the_formula_stays() -> None:
    section = SHAPES.partition("[start:area]\n")[2].partition("\n\n\n# --8<--")[0]
    assert shown(section) == dedent("""\
        # A = π · r²
        def area(radius):
            return _pi() * twice(radius) ** 2 * SCALE""")


def test_a_function_that_only_checks_keeps_its_body() -> None:
    assert shown("def refuse(x):\n    if x < 0:\n        raise ValueError(x)\n") == (
        "def refuse(x):\n    if x < 0:\n        raise ValueError(x)"
    )


def test_a_condition_that_does_something_else_stays() -> None:
    code = "def f(x):\n    if x < 0:\n        x = -x\n    return x"
    assert shown(code) == code


def test_comments_and_inner_blank_lines_stay() -> None:
    code = "def f(x):\n    y = x  # why\n\n    # and this\n    return y"
    assert shown(code) == code


def test_what_is_copied_runs_in_a_process_without_the_project(project: Path) -> None:
    code = standalone(project, [(project / "shapes.py", "area")])
    assert "unused" not in code
    assert '"""' not in code
    found: dict[str, Any] = {}
    exec(code, found)
    assert found["area"](3) == pytest.approx(9 * math.pi)
    with pytest.raises(ValueError, match="negative"):
        found["area"](-1)


def test_two_definitions_of_one_name_are_refused(project: Path) -> None:
    text = SHAPES.replace("twice(radius)", "twice(radius) + _pi()")
    (project / "shapes.py").write_text(text, "utf-8")
    (project / "other.py").write_text(OTHER.replace("2 * x", "_pi() * x") + "\n\ndef _pi():\n    return 3\n", "utf-8")
    with pytest.raises(ValueError, match=r"both define _pi"):
        standalone(project, [(project / "shapes.py", "area")])


def test_a_section_that_defines_nothing_is_refused(project: Path) -> None:
    with pytest.raises(ValueError, match=r"section 'volume' defines nothing"):
        standalone(project, [(project / "shapes.py", "volume")])
