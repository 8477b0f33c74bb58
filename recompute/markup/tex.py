"""Formulas: TeX with quotes of values becomes MathML while the site is built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape

from math_core import LatexError, LatexToMathML

from recompute.markup.quote import Number, Shown
from recompute.markup.render_context import RenderContext
from recompute.source.tree import QUOTE

_CONVERTER = LatexToMathML(fancy_error=False)
_BOLD_QUOTE = re.compile(rf"\\(?:mathbf|boldsymbol|bm)\s*\{{\s*({QUOTE.pattern})\s*\}}", re.ASCII)
_MARK = "\ue000"
_IDENTIFIER = re.compile(r"<mi>([^<&])</mi>")
_TEX_SLOT = re.compile(rf"\\text\{{(?P<bold>\\textbf\{{)?{_MARK}(?P<number>\d+){_MARK}(?(bold)\}})\}}")
_POWER_OF_TEN = re.compile(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_FROM_SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_STYLED = re.compile(r"<(/?)(mtable|mfrac)\b([^>]*)>")
_ONLY_MSTYLE = {
    "mtable": re.compile(r' scriptlevel="[^"]*"'),
    "mfrac": re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"'),
}
_SLOT = re.compile(rf"<mtext>(<b>)?{_MARK}(\d+){_MARK}(?:</b>)?</mtext>")


def to_mathml(tex: str, display: bool, page: RenderContext) -> str:
    """Convert a formula to MathML that carries its TeX, noting what is wrong with it at the line where it stands.

    The TeX stands in an attribute: as an annotation it would be read a second time, numbers and all, by whatever shows
    MathML as text.
    """
    numbers: list[Number] = []
    filled = _BOLD_QUOTE.sub(lambda match: _fill(match[1], page, numbers, r"\text{\textbf{%s}}"), tex)
    filled = QUOTE.sub(lambda match: _fill(match[0], page, numbers, r"\text{%s}"), filled)
    try:
        mathml = _CONVERTER.convert_with_local_state(filled, displaystyle=display)
    except LatexError as error:
        _note(error, tex, filled, page)
        return f"<code>{escape(tex)}</code>"
    mathml = _with_mstyle(mathml)
    mathml = _IDENTIFIER.sub(lambda match: _identifier(match[1], page.symbols), mathml)
    mathml = _SLOT.sub(lambda match: _token(numbers[int(match[2])], bold=bool(match[1])), mathml)
    written = _TEX_SLOT.sub(lambda match: _as_tex(numbers[int(match["number"])], bold=bool(match["bold"])), filled)
    return mathml.replace("<math", f'<math data-tex="{escape(" ".join(written.split()))}"', 1)


def _with_mstyle(mathml: str) -> str:
    """Let an mstyle around an element carry what MathML 3, which checkers of HTML go by, allows nothing else to carry.

    >>> _with_mstyle('<mfrac displaystyle="true"><mi>a</mi><mi>b</mi></mfrac>')
    '<mstyle displaystyle="true"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>'
    """
    ends: list[str] = []

    def moved(match: re.Match[str]) -> str:
        closing, element, attributes = match.groups()
        if closing:
            return match[0] + ends.pop()
        styles = "".join(_ONLY_MSTYLE[element].findall(attributes))
        ends.append("</mstyle>" if styles else "")
        begin = f"<mstyle{styles}>" if styles else ""
        return f"{begin}<{element}{_ONLY_MSTYLE[element].sub('', attributes)}>"

    return _STYLED.sub(moved, mathml)


def _identifier(letter: str, classes: Mapping[str, str]) -> str:
    """Return an identifier, with the class of its letter, bold or not, if it has one."""
    class_ = classes.get(unicodedata.normalize("NFKC", letter))
    return f'<mi class="{class_}">{letter}</mi>' if class_ else f"<mi>{letter}</mi>"


def _fill(quote: str, page: RenderContext, numbers: list[Number], slot: str) -> str:
    """Return TeX with one slot for each number of a quote: alone, as a row vector, or as a matrix."""
    quoted = page.quote(quote)
    if quoted is None:
        return rf"\text{{{page.missing.get(quote, '…')}}}".replace("_", r"\_")
    return _matrix(quoted.shown, numbers, slot)


def _matrix(shown: Shown, numbers: list[Number], slot: str) -> str:
    if isinstance(shown, Number):
        numbers.append(shown)
        return slot % f"{_MARK}{len(numbers) - 1}{_MARK}"
    rows = shown if isinstance(shown[0], list) else [shown]
    cells = [" & ".join(_matrix(cell, numbers, slot) for cell in row) for row in rows if isinstance(row, list)]
    return r"\begin{bmatrix}" + r" \\ ".join(cells) + r"\end{bmatrix}"


def _token(number: Number, bold: bool) -> str:
    tag = "mtext" if number.is_text else "mn"
    attributes = f'class="value" data-value="{escape(number.full)}" data-ref="{number.ref}{number.slot}"'
    token = f"<{tag} {attributes}>{escape(number.shown)}</{tag}>"
    return f'<mrow class="bold">{token}</mrow>' if bold else token


def _as_tex(number: Number, bold: bool) -> str:
    """Return a number as one would type it, as it is shown."""
    if number.is_text:
        return rf"\text{{{number.shown}}}"
    power = _POWER_OF_TEN.sub(lambda match: rf" \times 10^{{{match[1].translate(_FROM_SUPERSCRIPT)}}}", number.shown)
    tex = power.replace("−", "-").replace("%", r"\%").replace("∞", r"\infty")
    return rf"\mathbf{{{tex}}}" if bold else tex


def _note(error: LatexError, tex: str, filled: str, page: RenderContext) -> None:
    offset, _, reason = str(error).partition(": ")
    start = len(filled) - len(filled.lstrip())  # The line on which the formula is found is that of its first sign.
    lines_down = filled.count("\n", start, int(offset)) if offset.isdigit() else 0
    for line in page.source.lines_with(tex):
        message = f"the formula does not parse: {reason or error} Correct the TeX: {' '.join(tex.split())}"
        page.diagnostics.add(page.source.file, line + lines_down, message)
