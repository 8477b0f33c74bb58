"""Where the lines of finished pages may break, in engines that do not know it by themselves, and where they may not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from recompute.markup.render_context import RenderContext
from recompute.markup.typography import break_lines

MATH = '<span class="arithmatex">'
HTML = {
    "a bracket stays with its formula": (f"约定（{MATH}K</span>）", f"约定{MATH}（K</span>）"),
    "a break after a pause, before a formula": (f"目标：{MATH}p</span>", f"目标：<wbr>{MATH}p</span>"),
    "a break after a pause, before code": ("运行，<code>a</code>", "运行，<wbr><code>a</code>"),
    "no break before a mark": (f"目标{MATH}p</span>，好", f"目标{MATH}p</span>，好"),
    "pauses of a cell": ("<td>不平滑，原样、好</td>", "<td>不平滑，<wbr>原样、<wbr>好</td>"),
    "pauses of a paragraph": ("<p>不平滑，原样</p>", "<p>不平滑，原样</p>"),
    "attributes of a cell": (
        '<td title="甲，乙"><data value="甲，乙">甲，乙</data></td>',
        '<td title="甲，乙"><data value="甲，乙">甲，<wbr>乙</data></td>',
    ),
    "words of a formula in a cell": (
        "<td>甲，乙<math><mtext>甲，乙</mtext></math></td>",
        "<td>甲，<wbr>乙<math><mtext>甲，乙</mtext></math></td>",
    ),
    "an option": ("<code>--unchanged</code>", '<code class="whole">--unchanged</code>'),
    "a command": ("<code>python -m recompute check</code>", '<code class="whole">python -m recompute check</code>'),
    "code with entities": ("<code>claims/&lt;page&gt;.py</code>", '<code class="whole">claims/&lt;page&gt;.py</code>'),
    "a long command": ("<code>python -m recompute check --fix</code>", "<code>python -m recompute check --fix</code>"),
    "a block of code": ("<pre><code>a - b</code></pre>", "<pre><code>a - b</code></pre>"),
}
CELLS = {"三个字": None, "一个八字长的单元格": "long", "一个单元格": None, "float32, 16, 64, bfloat16": None}


@pytest.mark.parametrize(("html", "expected"), HTML.values(), ids=HTML)
def test_a_line_breaks_where_it_may(html: str, expected: str) -> None:
    assert break_lines(html) == expected
    assert break_lines(expected) == expected


@pytest.mark.parametrize(("text", "found"), CELLS.items())
def test_a_cell_of_many_han_characters_may_break_within(
    text: str,
    found: str | None,
    make_page: Callable[..., RenderContext],
    convert: Callable[[RenderContext], str],
) -> None:
    output = convert(make_page(f"# A\n\n| a |\n|---|\n| {text} |\n", "zh"))
    (cell,) = re.findall(r"<td\b[^>]*>", output)
    assert cell == (f'<td class="{found}">' if found else "<td>")


def test_brackets_of_a_set_size_stand_in_a_row_and_a_raised_star_keeps_no_space(
    make_page: Callable[..., RenderContext], convert: Callable[[RenderContext], str]
) -> None:
    tex = r"\begin{aligned} L &= \Bigl( p^* \Bigr) \\ &= a \end{aligned}"
    output = convert(make_page(f"# A\n\n$$\n{tex}\n$$\n", "en"))
    rows = re.findall(r"<mtd[^>]*><mrow>(.*?)</mrow></mtd>", output)
    assert len(rows) == 1
    assert rows[0].count("minsize") == 2
    assert re.search(r'<msup><mi[^>]*>p</mi><mo lspace="0" rspace="0">∗</mo></msup>', rows[0])
