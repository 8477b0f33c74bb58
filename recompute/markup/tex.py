"""Formulas: TeX with quotes of values becomes MathML while the site is built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape

from math_core import LatexError, LatexToMathML

from recompute.markup.brackets import Brackets
from recompute.markup.quote import Number, Shown
from recompute.markup.render_context import RenderContext
from recompute.source.inlines import QUOTE
from recompute.values.number_format import FROM_SUPERSCRIPT

_CONVERTER = LatexToMathML(fancy_error=False)
_BOLD_QUOTE = re.compile(rf"\\(?:mathbf|boldsymbol|bm)\s*\{{\s*({QUOTE.pattern})\s*\}}", re.ASCII)
_MARK = "\ue000"
_IDENTIFIER = re.compile(r"<mi>([^<&])</mi>")
_TEX_SLOT = re.compile(rf"\\text\{{(?P<bold>\\textbf\{{)?{_MARK}(?P<number>\d+){_MARK}(?(bold)\}})\}}")
_POWER_OF_TEN = re.compile(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_NAMES = "brace|brack|angle|floor|ceil|vert|Vert|group"
_BRACKET = re.compile(rf"(?P<opens>[(\[]|\\\{{|\\l(?:{_NAMES})\b)|[)\]]|\\\}}|\\r(?:{_NAMES})\b")
_MOST_UNCLOSED = 12  # The time of the converter doubles with each.
_STYLED = re.compile(r"<(/?)(mtable|mfrac)\b([^>]*)>")
_ONLY_MSTYLE = {
    "mtable": re.compile(r' scriptlevel="[^"]*"'),
    "mfrac": re.compile(r' (?:displaystyle|scriptlevel)="[^"]*"'),
}
# WebKit enlarges brackets in a row alone, which a cell is not to it, and spaces a raised star as if it multiplied.
_LARGE_CELL = re.compile(r"(<mtd[^>]*>)((?:(?!</?mtd).)*\bminsize=(?:(?!</?mtd).)*)(</mtd>)", re.DOTALL)
_STAR = re.compile(r"<mo>(?=[*∗]</mo></msup>)")
_SLOT = re.compile(rf"<mtext>(<b>)?{_MARK}(\d+){_MARK}(?:</b>)?</mtext>")


def to_mathml(tex: str, display: bool, page: RenderContext) -> str:
    """Convert a formula to MathML that carries its TeX, noting what is wrong with it at its line.

    The TeX is in an attribute: as an annotation it would be read a second time, numbers and all, by whatever shows
    MathML as text. A second attribute says where in the TeX each number of the MathML is.
    """
    numbers: list[Number] = []
    filled = _BOLD_QUOTE.sub(lambda match: _fill(match[1], page, numbers, r"\text{\textbf{%s}}"), tex)
    filled = QUOTE.sub(lambda match: _fill(match[0], page, numbers, r"\text{%s}"), filled)
    if _unclosed(filled) > _MOST_UNCLOSED:
        page.problem(tex, "the formula opens many brackets that it never closes; close them")
        return f"<code>{escape(tex)}</code>"
    try:
        mathml = _CONVERTER.convert_with_local_state(filled, displaystyle=display)
    except LatexError as error:
        _note(error, tex, filled, page)
        return f"<code>{escape(tex)}</code>"
    mathml = _LARGE_CELL.sub(r"\1<mrow>\2</mrow>\3", _STAR.sub(r'<mo lspace="0" rspace="0">', _with_mstyle(mathml)))
    mathml = _IDENTIFIER.sub(lambda match: _identifier(match[1], page.symbols), mathml)
    order = [int(slot[1]) for slot in _SLOT.findall(mathml)]
    mathml, when = _bracketed(mathml, numbers)
    written = [_written(number, when.get(place, "")) for place, number in enumerate(numbers)]
    return mathml.replace("<math", f"<math{_attributes(filled, numbers, written, order)}", 1)


def _bracketed(mathml: str, numbers: list[Number]) -> tuple[str, dict[int, str]]:
    """Return MathML with its numbers, in brackets where needed, and for each place the pattern of what needs brackets.

    Where controls may change a number, an element around it says when: the script adds and removes brackets.
    """
    brackets = Brackets(mathml)
    when = {int(match[2]): brackets.when(match.start()) for match in _SLOT.finditer(mathml)}
    pieces = {match.span(): _surrounded(match, numbers, when) for match in _SLOT.finditer(mathml)}
    for start, end in brackets.fractions({start for start, _ in pieces}):
        pieces |= {(start, start): "<mrow><mo>(</mo>", (end, end): "<mo>)</mo></mrow>"}
    until, made = 0, []
    for (start, end), piece in sorted(pieces.items()):
        made += [mathml[until:start], piece]
        until = end
    return "".join([*made, mathml[until:]]), when


def _surrounded(match: re.Match[str], numbers: list[Number], when: dict[int, str]) -> str:
    number, condition = numbers[int(match[2])], when[int(match[2])]
    token = _token(number, bold=bool(match[1]))
    if _needs_brackets(number, condition):
        token = f"<mo>(</mo>{token}<mo>)</mo>"
    elif not (condition and number.slot):
        return token
    return f'<mrow data-brackets="{escape(condition)}">{token}</mrow>' if number.slot else f"<mrow>{token}</mrow>"


def _needs_brackets(number: Number, condition: str) -> bool:
    return bool(condition) and re.search(condition, number.shown) is not None


def _unclosed(tex: str) -> int:
    """Return how many brackets are open at the end of a formula.

    >>> _unclosed("(a) + [b, ((c"), _unclosed("]] (a)")
    (3, 0)
    """
    depth = 0
    for match in _BRACKET.finditer(tex):
        depth = depth + 1 if match["opens"] else max(depth - 1, 0)
    return depth


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
    shown = page.quote(quote)
    if shown is None:
        return rf"\text{{{page.missing.get(quote, '…')}}}".replace("_", r"\_")
    return _matrix(shown, numbers, slot)


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


def _written(number: Number, condition: str) -> str:
    """Return a number as TeX, in brackets where it needs them."""
    return f"({_as_tex(number)})" if _needs_brackets(number, condition) else _as_tex(number)


def _attributes(filled: str, numbers: list[Number], written: list[str], order: list[int]) -> str:
    """Return the TeX of a formula, and where in it each number begins and ends, in the order of the MathML."""
    filled, tex, until = " ".join(filled.split()), "", 0
    places = {}
    for slot in _TEX_SLOT.finditer(filled):
        number = int(slot["number"])
        is_text = numbers[number].is_text
        begin, end = (r"\text{", "}") if is_text else (r"\mathbf{", "}") if slot["bold"] else ("", "")
        tex += filled[until : slot.start()] + begin
        places[number] = f"{_utf16(tex)}-{_utf16(tex + written[number])}"
        tex, until = tex + written[number] + end, slot.end()
    where = f' data-places="{" ".join(places[number] for number in order)}"' if order else ""
    return f' alttext="{escape(tex + filled[until:])}"{where}'


def _utf16(text: str) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2


def _as_tex(number: Number) -> str:
    """Return a number as one would type it, as it is shown."""
    if number.is_text:
        return number.shown
    power = _POWER_OF_TEN.sub(lambda match: rf" \times 10^{{{match[1].translate(FROM_SUPERSCRIPT)}}}", number.shown)
    return power.replace("−", "-").replace("%", r"\%").replace("∞", r"\infty")


def _note(error: LatexError, tex: str, filled: str, page: RenderContext) -> None:
    offset, _, reason = str(error).partition(": ")
    start = len(filled) - len(filled.lstrip())  # The line on which the formula is found is that of its first sign.
    lines_down = filled.count("\n", start, int(offset)) if offset.isdigit() else 0
    for line in page.source.lines_with(tex):
        message = f"the formula does not parse: {reason or error} Correct the TeX: {' '.join(tex.split())}"
        page.problem_at(line + lines_down, message)
