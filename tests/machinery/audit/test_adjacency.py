"""What touches a computed number and changes it is refused, in text, in formulas and where the two meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recompute.site.filled_front_matter import filled

Look = Callable[..., Any]

# X is replaced by a quote, and Y by another.
SIGNS = [
    "−X", "-X", "the low is - X", "–X", "－X", "‑X", "+X", "± X", "is −&nbsp;X", "is −\u200bX", "**−**X",
    "is −<!-- a -->X", "is −\nX", "is −<br>X", "$-$ X", "−$X$", "is &minus;X", "⁻X", "约为−X", "负X", "is minus X",
    "−(X)", "is −“X”", "is −\ufe0eX", "Minus X", "(minus X)", "负的 X", "零下 X", "negative X", "√X", "—X", "X−, then",
]  # fmt: skip
UNITS = [
    "X %", "X%", "X&nbsp;%", "X％", "X ‰", "X‱", "X percent", "X per cent", "**X** %", "$X$ %", "X 万", "X万",
    "X 亿", "X 千", "X 百万", "X million", "X thousand of them", "Xk", "XM", "X k", "Xms", "XkB", "X 成以上",
    "X-percent", "X per-cent", "X-million", "X hundredths", "X-tenths", "X ppm", "X parts per million", "X 多万",
    "X 个半", "X 倍半", "X 分之一", "X and a half", "X point five", "X 点五", "X bn",
]  # fmt: skip
EXPONENTS = [
    "X^n", "X<sup>n</sup>", "X**n", "XeX", "Xe−X", "X<sub>n</sub>", "a^X",
]  # fmt: skip
DIGITS = [
    "fiftyX", "XX", "X.X", "X,X", "$X$X", '<span data-literal="a year">20</span>X',
    'X<span data-literal="a year">20</span>', "`1`X", "$1$X", "X$0$", ".X", "百X", "twenty-X", "one hundred X",
    "X\u0305", "X\u20e3",
]  # fmt: skip
FORMULAS = [
    "$1X$", "$X0$", "$X.1$", "$0.X$", r"$X\,X$", r"$1\!X$", r"$X\%$", r"$X\text{ \%}$", r"$X\text{ 万}$",
    r"$X\text{ million}$", r"$1\mathop{}X$", r"$\frac{1X}{x}$", r"$x^{1X}$", r"$\sqrt{ X0 }$", "$1^{} X$",
    "$1{,}X$", r"$\textit{1}X$", r"$\text{minus }X$", r"$\begin{aligned}x={}&1&X\end{aligned}$",
    r"$\begin{aligned}x&=X&0\\y&=z\end{aligned}$", r"$1\begin{matrix}X\end{matrix}$",
]  # fmt: skip
PIECES = [
    r"$\mathtt{1}\mathtt{2}$", r"$2\mathop{}1\mathop{}0$", r"$1\,2$", r"$1~2$", r"$1\!2$", r"$1\phantom{}2$",
    "$1^{}2$", r"$\text{1}\text{2}$", r"$1\%$", r"$2$ %", r"$1$ 万", "$0$.$1$", "$1$$2$", r"$1\frac{1}{2}$",
    r"$\textit{1}\textit{2}$", r"$\texttt{1}2$", r"$1\text{\textbf{2}}$", r"$1\begin{matrix}2\end{matrix}$",
    r"$\begin{aligned}x={}&1&2\end{aligned}$", r"$1\text{ percent}$", r"$2\text{成}$", "$1$ per cent", "$2$ tenths",
    r"$1{,}2$", r"$\mathord{1}\mathord{2}$", r"$1\mathclose{}2$", r"$\overset{}{1}2$",
    r"$\displaystyle 1 \textstyle 2$",
    '<span data-literal="a year">20</span><span data-literal="a year">16</span>',
    '<span data-literal="a part">0</span>.<span data-literal="a part">57</span>',
]  # fmt: skip
REFUSED = {"a sign": SIGNS, "a unit": UNITS, "an exponent": EXPONENTS, "a digit": DIGITS, "in a formula": FORMULAS}
ALLOWED = [
    "top-X", "K−X", "K-X", "Y–X", "X − Y", "Y ± X", "——X", "a loss—X, say", "(X)", "“X”", "≈&nbsp;X", "×X",
    "X×", "X times", "X-fold", "X-class", "X classes", "X 个", "X 倍", "X/Y", "X, Y", "X、Y", "X。", "X. Then",
    "X ms", "X kB", "X 个百分点", "X 百分点", "X 十分接近", "X 成为", "X percentage points", "X: so",
    "{{ rain }} of it", "一 X", "…X", "X!", "X<sup>[a](climate.md)</sup>", "the high minus Y is it", "- X",
    "| − | a |\n|---|---|\n| X | Y |", "{{ sky }}-like", "{{ week }}", "$-X$", "$x - X$", "$X^2$", "$X_1$",
    "$Xx$", "$2 x X$", "$(X, 1)$", r"$X \cdot 2$", r"$\frac{1}{ X }$", r"$1 \quad X$", r"$\{0, 1\}$",
    "$f_{1,2}$", "$x_0 + x_1^2$", r"$\begin{bmatrix} 1 & 2 \\ 0 & 1 \end{bmatrix}$", "$1 + 2 = 1$",
    "$X$, $1$ and $2$", "$1$ of $2$", "$K$-X", r"$2\frac{1}{K}$", r"$1 \phantom{x} = 2$", "$X$。", "$X$个",
    r"$X\text{ classes}$", r"$\begin{aligned}x&=1\\&=2\end{aligned}$", r"$2\begin{bmatrix}1&0\end{bmatrix}$",
    "X (or Y)", "X 多个", "X seconds", "X per epoch",
]  # fmt: skip


def quoting(text: str) -> str:
    return text.replace("X", "{{ high }}").replace("Y", "{{ low }}")


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{kind}: {text}") for kind in REFUSED for text in REFUSED[kind]]
)
def test_what_touches_a_number_and_changes_it_is_refused(text: str, look: Look) -> None:
    page, _ = look(quoting(f"A {text}" if text[0] in "*`" else text))
    assert "and changes what it says" in str(page.diagnostics)


@pytest.mark.parametrize("text", PIECES)
def test_a_number_put_together_from_symbols_or_literals_is_refused(text: str, look: Look) -> None:
    page, _ = look(quoting(text))
    assert "put together" in str(page.diagnostics) or "typed by hand" in str(page.diagnostics)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_stands_beside_a_number_and_leaves_it_as_it_is_passes(text: str, look: Look) -> None:
    page, _ = look(quoting(f"It is about: {text}" if text[0] not in "-|" else text))
    assert "touches" not in str(page.diagnostics)
    assert "put together" not in str(page.diagnostics)


def test_a_touched_number_is_reported_once_with_its_line_and_what_touches_it(look: Look) -> None:
    page, _ = look("Words.\n\nIt is {{ rain }} here.\n\nIt is {{ high }} % there.")
    assert str(page.diagnostics).startswith("docs/en/weather.md:5: % touches weather.high, shown as 12, and changes")
    assert len(page.diagnostics.found) == 1


@pytest.mark.parametrize(
    "text", ["![−{{ high }}](a.png)", '[a](climate.md "{{ high }} %")', "![{{ high }} 万](figure:wind)"]
)
def test_a_number_in_an_attribute_is_looked_at_too(text: str, look: Look) -> None:
    assert "and changes what it says" in str(look(text)[0].diagnostics)


@pytest.mark.parametrize("key", ["title", "description", "announce"])
def test_a_number_in_front_matter_is_looked_at_too(key: str, make_page: Callable[..., Any]) -> None:
    page = make_page(f'---\ntags: [a]\n{key}: "about −{{{{ high }}}}"\n---\n')
    filled(page)
    assert str(page.diagnostics).startswith("docs/en/weather.md:3: − touches weather.high")
