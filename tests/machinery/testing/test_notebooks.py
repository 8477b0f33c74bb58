"""Python that a notebook shows outside its code cells is tested like that of any page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.machinery.source.notebooks import code, line_of, saved, words
from tests.machinery.testing.configuration import CONFIG

WRONG = "```python\n>>> 1 + 1\n3\n```"
Test = Callable[..., pytest.RunResult]


@pytest.fixture
def test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Test:
    """Run the doctests of a site with one notebook."""
    monkeypatch.syspath_prepend(pytester.path)

    def run(written: str, *options: str) -> pytest.RunResult:
        configuration = CONFIG.replace("plugins:\n", "plugins:\n  - mkdocs-jupyter: {include: ['*.ipynb']}\n")
        files = {"mkdocs.yml": configuration, "examples/__init__.py": '"""E."""\n', "docs/en/index.ipynb": written}
        for name, text in files.items():
            Path(pytester.path, name).parent.mkdir(parents=True, exist_ok=True)
            Path(pytester.path, name).write_text(text, encoding="utf-8")
        return pytester.runpytest("-p", "recompute.testing.plugin", "docs", *options)

    return run


def test_code_cells_are_left_to_the_build(test: Test) -> None:
    test(saved(words("# A"), code("1 / 0"), code(">>> 1 + 1\n3"))).assert_outcomes(passed=1)


def test_prompts_in_the_words_are_run(test: Test) -> None:
    test(saved(words(WRONG.replace("3", "2")))).assert_outcomes(passed=2)
    written = saved(words("# A"), code("x = 1"), words(f"Words\n\n{WRONG}"))
    result = test(written)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([f"Example at *docs/en/index.ipynb, line {line_of(written, '>>> 1 + 1')}, *"])


def test_python_in_the_words_that_nothing_tests_fails(test: Test) -> None:
    result = test(saved(code("x = 1"), words('```python\n--8<-- "tools.py"\n```')))
    result.stdout.fnmatch_lines(["nothing tests tools.py; include code from examples/"])


def test_outputs_in_a_notebook_are_not_rewritten(test: Test, pytester: pytest.Pytester) -> None:
    written = saved(words(WRONG))
    test(written, "--doctest-fix")
    assert Path(pytester.path, "docs/en/index.ipynb").read_text(encoding="utf-8") == written
