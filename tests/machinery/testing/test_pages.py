"""Every piece of Python that a page shows is run, wherever it is; what nothing tests fails the suite."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.machinery.testing.configuration import CONFIG

PLACES = {
    "a plain fence": "```python\n{}\n```",
    "tildes": "~~~ py\n{}\n~~~",
    "a title and marked lines": '```python title="a.py" hl_lines="1"\n{}\n```',
    "braces": "``` {{ .python .numbered }}\n{}\n```",
    "a console": "```pycon\n{}\n```",
    "no language": "```\n{}\n```",
    "a longer fence": "````python\n{}\n````",
    "a callout": "> [!note] A callout\n>\n> ```python\n> {}\n> ```",
    "a callout in a callout": "> [!note]\n> > [!tip]\n> > ```python\n> > {}\n> > ```",
    "a tab": '=== "A tab"\n\n    ```python\n    {}\n    ```',
    "an admonition": "!!! note\n\n    ```python\n    {}\n    ```",
    "a list": "- item\n\n    ```python\n    {}\n    ```",
    "indented code": "Code:\n\n    {}\n",
}


class Pages:
    """A site with one page, and the outcome of its doctests."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.write("mkdocs.yml", CONFIG)
        self.write("examples/__init__.py", '"""Examples."""\n')

    def write(self, path: str, text: str) -> Path:
        file = self.pytester.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def test(self, page: str) -> pytest.RunResult:
        self.write("docs/en/index.md", page)
        return self.pytester.runpytest("-p", "recompute.testing.plugin", "docs", "examples")


@pytest.fixture
def pages(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Pages:
    monkeypatch.syspath_prepend(pytester.path)
    return Pages(pytester)


def in_place(place: str, *lines: str) -> str:
    """Return a page that shows lines of code in a place, each line after the prefix that it needs there."""
    model = next(line for line in PLACES[place].splitlines() if line.endswith("{}"))
    prefix = model.removesuffix("{}")
    return PLACES[place].format(f"\n{prefix}".join(lines)) + "\n"


@pytest.mark.parametrize("place", PLACES)
def test_prompts_are_run_in(place: str, pages: Pages) -> None:
    assert pages.test(in_place(place, ">>> 1 + 1", "2")).ret == pytest.ExitCode.OK
    wrong = pages.test(in_place(place, ">>> 1 + 1", "3"))
    wrong.assert_outcomes(passed=1, failed=1)
    wrong.stdout.fnmatch_lines(["*Expected:*", "*3*", "*Got:*", "*2*"])


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {"no language", "indented code"}))
def test_programs_are_run_in(place: str, pages: Pages) -> None:
    pages.test(in_place(place, "x = 1", "", "assert x == 1")).assert_outcomes(passed=2)
    pages.test(in_place(place, "x = 1", "", "assert x == 2")).assert_outcomes(passed=1, failed=1)


def test_a_failure_names_the_page_and_the_line(pages: Pages) -> None:
    result = pages.test("# A page\n\nText.\n\n> ```python\n> >>> 1 + 1\n> 3\n> ```\n")
    result.stdout.fnmatch_lines(["Example at *docs/en/index.md, line 6, *"])


def test_pieces_of_one_page_share_their_names(pages: Pages) -> None:
    page = "```python\nimport math\nx = math.pi\n```\n\n```python\n>>> round(x, 2)\n3.14\n```\n"
    pages.test(page).assert_outcomes(passed=3)


def test_a_fence_in_another_language_is_left_alone(pages: Pages) -> None:
    pages.test("```bash\nexit 1\n```\n\n```text\nno prompt here\n```\n").assert_outcomes(passed=1)


def test_a_fence_may_say_why_it_does_not_run(pages: Pages) -> None:
    pages.test('```python data-no-run="needs an accelerator"\n1 / 0\n```\n').assert_outcomes(passed=1)


@pytest.mark.parametrize("info", ["data-no-run", 'data-no-run=""', 'data-no-run=" "'])
def test_a_fence_that_does_not_say_why_fails(info: str, pages: Pages) -> None:
    result = pages.test(f"```python {info}\n1 / 0\n```\n")
    result.stdout.fnmatch_lines(["*gives no reason; write data-no-run=*"])


def test_included_code_is_tested_by_the_doctest_that_it_shows(pages: Pages) -> None:
    pages.write("examples/half.py", INCLUDED)
    result = pages.test('```python title="half.py"\n--8<-- "examples/half.py:half"\n```\n')
    result.assert_outcomes(passed=3)


def test_included_code_without_a_doctest_fails(pages: Pages) -> None:
    pages.write("examples/half.py", INCLUDED)
    result = pages.test('```python\n--8<-- "examples/half.py:untested"\n```\n')
    result.stdout.fnmatch_lines(["nothing tests the code included from examples/half.py; add a doctest *"])


def test_included_code_from_elsewhere_fails(pages: Pages) -> None:
    pages.write("tools/half.py", INCLUDED)
    result = pages.test('```python\n--8<-- "tools/half.py:half"\n```\n')
    result.stdout.fnmatch_lines(["nothing tests tools/half.py; include code from examples/"])


def test_python_that_only_the_renderer_sees_fails(pages: Pages) -> None:
    pages.write("shown.md", "```python\n1 / 0\n```\n")
    result = pages.test('# A page\n\n--8<-- "shown.md"\n')
    result.stdout.fnmatch_lines(["the site renders Python that nothing tests, and it begins: 1 / 0"])


INCLUDED = dedent('''\
    """Halves."""


    # --8<-- [start:half]
    def half(number):
        """Return half of a number.

        >>> half(0.5)
        0.25
        """
        return number / 2


    # --8<-- [end:half]


    # --8<-- [start:untested]
    def third(number):
        """Return a third of a number."""
        return number / 3


    # --8<-- [end:untested]
    ''')
