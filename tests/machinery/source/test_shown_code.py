"""Code with numbers is run by a test or says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recompute.source.literals import untested
from recompute.source.page_source import Source

Look = Callable[..., Any]

FENCES = {
    "a console": "```console\n$ python train.py\naccuracy 98.4 %\n```",
    "text": "```text\nloss 0.57\n```",
    "no language": "```\n0.57\n```",
    "tildes": "~~~ text\n0.57\n~~~",
    "a callout": "> ```text\n> loss 0.57\n> ```",
    "a list": "- a\n\n    ```text\n    loss 0.57\n    ```",
    "a number word": "```text\n损失为零点五六\n```",
    "an empty reason": '```{ .text data-no-run="" }\n0.57\n```',
    "a reason without words": '```{ .text data-no-run="…" }\n0.57\n```',
    "json": '```json\n{"loss": 0.57}\n```',
}
OTHERS = {
    "a pre": ("<pre>loss 0.5666</pre>", "<pre> is not allowed"),
    "a pre with entities": ("<pre>&#48;.57</pre>", "<pre> is not allowed"),
    "a pre in capitals": ("<PRE>loss</PRE>", "is not allowed"),
    "indented code": ("Text\n\n    loss 0.57\n", "indented code shows numbers"),
    "indented code in a list": ("- a\n\n        loss 0.57\n", "indented code shows numbers"),
    "a code span of a number word": ("`零点五六`", "typed by hand"),
    "a raw code span of a number": ("<code>0.57</code>", "typed by hand"),
    "a raw code span in pieces": ("<code>0<b>.57</b></code>", "typed by hand"),
    "a code span of a number and its unit": ("`0.57 nats`", "typed by hand"),
    "a code span of a number and words": ("`57 samples of a thousand`", "typed by hand"),
    "a code span of a percentage": ("`accuracy 98.4 %`", "typed by hand"),
    "a code span of about a number": ("`loss≈0.57`", "typed by hand"),
    "a comment": ("```python\nx = 1\n# The loss is 0.57.\n```", ":3: 0.57 is typed by hand in a comment"),
    "a comment after code": ("> ```pycon\n> >>> x  # about fifty-seven percent\n> ```", "typed by hand in a comment"),
}
PASSING = [
    "```python\nx = 0.57\n```",
    "```py\nx = 0.57\n```",
    "```pycon\n>>> 0.5 + 0.07\n0.57\n```",
    '```{ .python data-no-run="needs an accelerator" }\nx = 0.57\n```',
    '```{ .text data-no-run="the log of another program" }\nloss 0.57\n```',
    "```bash\nmkdocs serve\n```",
    "```bash\npython3 -m pip install numpy_1 utf-8 float32\n```",
    "```text\nwords alone\n```",
    "    words\n",
    "`label_smoothing=0.1`",
    "`x % 2`",
    "`1 - eps`",
    "```python\n# The first of K classes, in float32; 0 and 1 are symbols.\nx = 0.5 # noqa\n```",
]


@pytest.mark.parametrize("text", FENCES.values(), ids=FENCES)
def test_a_block_with_numbers_that_no_test_runs_says_why(text: str, look: Look) -> None:
    page, _ = look(text)
    (problem,) = page.diagnostics.found
    assert problem.message.startswith("no test runs this code, and it shows numbers; say why")


@pytest.mark.parametrize(("text", "message"), OTHERS.values(), ids=OTHERS)
def test_numbers_in_other_code_are_refused(text: str, message: str, look: Look) -> None:
    assert message in str(look(text)[0].diagnostics)


@pytest.mark.parametrize("text", PASSING)
def test_code_that_is_run_or_says_why_or_shows_no_numbers_passes(text: str, look: Look) -> None:
    assert str(look(text)[0].diagnostics) == ""


def test_what_no_test_runs_is_listed_with_its_line_and_reason() -> None:
    text = 'a\n\n```{ .text data-no-run="a log" }\n0.57\n```\n\n```text\nwords\n```'
    assert list(untested(Source("a.md", text))) == [(3, "a log")]
