"""What a module declares is not lost in silence: one name, one declaration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machinery.evaluation.town import FIRST_LINE, Town

B = "@value()\ndef b(scenario):\n    return 1\n\n"
CLAIM = "@claim()\ndef b(scenario):\n    return True\n\n"
MAKER = "def make(k):\n    @value()\n    def b(scenario):\n        return k\n\n    return b\n\n"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


@pytest.mark.parametrize(
    "second",
    [
        B,
        CLAIM,
        "def b(x):\n    return x\n",
        "class b:\n    pass\n",
        "import town as b\n",
        "from town import tools as b\n",
        "b = 3\n",
        "for b in range(3):\n    pass\n",
        "b, c = 1, 2\n",
    ],
)
@pytest.mark.parametrize("first", [B, CLAIM])
def test_a_name_that_is_taken_again_is_reported_where_it_is(first: str, second: str, town: Town) -> None:
    town.page("a", first + second)
    town.evaluate()
    assert str(town.diagnostics) == (
        f"town/pages/a.py:{FIRST_LINE + 4}: b is declared twice: this takes the name from what line {FIRST_LINE} "
        "declares; rename one of them"
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (MAKER + "c = make(1)\nd = make(2)\n", FIRST_LINE + 1),
        ("@lambda function: lambda scenario: 2\n" + B, FIRST_LINE),
        ("@claim()\n" + B, FIRST_LINE),
    ],
)
def test_a_declaration_that_something_else_hides_is_reported_where_it_is(body: str, line: int, town: Town) -> None:
    town.page("a", body)
    town.evaluate()
    message = "the declaration of b is lost, because something else wraps it or has its name"
    assert str(town.diagnostics).startswith(f"town/pages/a.py:{line}: {message}; declare it above")
    assert len(town.diagnostics.found) == 1


@pytest.mark.parametrize(
    "body",
    [
        B + "c = b\n",
        "from functools import cache\n\n" + B + "b = cache(b)\n",
        "from functools import cache\n\n@value()\n@cache\ndef b(scenario):\n    return 1\n",
        "if os.name:\n    @value()\n    def b(scenario):\n        return 1\nelse:\n    @value()\n"
        "    def b(scenario):\n        return 2\n",
        "def b(x):\n    return x\n\n" + B,
        "def helper(scenario):\n    b = 2\n    return b\n\n" + B,
        MAKER + "b = make(1)\n",
        MAKER + "make(2)\nb = make(1)\n",
    ],
)
def test_what_a_module_still_has_under_its_name_is_declared(body: str, town: Town) -> None:
    town.page("a", body)
    assert list(town.evaluate().all()) == ["a.b"]
    assert not town.diagnostics


@pytest.mark.parametrize(
    "body", ["class b:\n    pass\n", "class b:\n    def __call__(self, scenario):\n        return 1\n"]
)
def test_what_is_no_function_cannot_be_declared(body: str, town: Town) -> None:
    town.page("a", f"@value()\n{body}")
    town.evaluate()
    assert str(town.diagnostics) == (
        f"town/pages/a.py:{FIRST_LINE}: the module town.pages.a cannot be imported: TypeError: b is no function; "
        "declare a function of the scenario"
    )
