"""Formulas: TeX with quotes of values becomes MathML while the site is built."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as markdown_tree
from collections.abc import Callable
from html import escape, unescape

from lxml import etree
from markdown.util import AtomicString
from math_core import LatexError, LatexToMathML

from recompute.markup import brackets
from recompute.markup.html import mathml_of, parsed_mathml, text_of
from recompute.markup.quote import Number, Shown
from recompute.markup.render_context import RenderContext
from recompute.source.inlines import QUOTE
from recompute.values.number_format import FROM_SUPERSCRIPT

_CONVERTER = LatexToMathML(fancy_error=False)
_BOLD_QUOTE = re.compile(rf"\\(?:mathbf|boldsymbol|bm)\s*\{{\s*({QUOTE.pattern})\s*\}}", re.ASCII)
_MARK = "\ue000"
_SLOT = re.compile(f"{_MARK}(\\d+){_MARK}")
_TEX_SLOT = re.compile(rf"\\text\{{(?P<bold>\\textbf\{{)?{_MARK}(?P<number>\d+){_MARK}(?(bold)\}})\}}")
_POWER_OF_TEN = re.compile(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_NAMES = "brace|brack|angle|floor|ceil|vert|Vert|group"
_BRACKET = re.compile(rf"(?P<opens>[(\[]|\\\{{|\\l(?:{_NAMES})\b)|[)\]]|\\\}}|\\r(?:{_NAMES})\b")
# The environments for whole documents, which number lines or fill the width of a page, and those for within a formula.
_WITHIN = {
    **dict.fromkeys(("align", "alignat", "flalign", "eqnarray", "split"), "aligned"),
    **dict.fromkeys(("gather", "multline"), "gathered"),
    **dict.fromkeys(("equation", "displaymath", "math"), ""),
}
_ENVIRONMENT = re.compile(rf"\\begin\s*\{{\s*(?P<name>({'|'.join(_WITHIN)})\*?)\s*\}}")
_MOST_UNCLOSED = 12  # The time of the converter doubles with each.
# MathML 3, which checkers of HTML go by, allows nothing but mstyle to carry these.
_ONLY_MSTYLE = {"mtable": ("scriptlevel",), "mfrac": ("displaystyle", "scriptlevel")}
_PHRASE_ENDS = ",.;:!?)]，。；：！？、）】」』”’"


def convert_formulas(root: markdown_tree.Element, page: RenderContext, store: Callable[[str], str]) -> None:
    """Replace each formula that pymdownx.arithmatex has found by MathML, which is stored until the page is HTML."""
    for element in root.iter():
        if element.get("class") == "arithmatex" and element.text:
            display = element.tag == "div"
            tex = (unescape(element.text) if display else element.text)[2:-2]
            if display:
                element.tag = "p"  # Programs that read text take it from paragraphs.
            # What ends a phrase stays with its formula: browsers would break the line between the two.
            tail = element.tail or ""
            element.tail = tail.lstrip(_PHRASE_ENDS)
            ending = tail.removesuffix(element.tail)
            element.text = AtomicString(store(to_mathml(tex, display, page)) + ending)


def to_mathml(tex: str, display: bool, page: RenderContext) -> str:
    """Convert a formula to MathML that carries its TeX, noting what is wrong with it at its line.

    The TeX is in an attribute: as an annotation it would be read a second time, numbers and all, by whatever shows
    MathML as text. A second attribute says where in the TeX each number of the MathML is.
    """
    if environment := _ENVIRONMENT.search(tex):
        _note(tex, _for_documents(*environment.group("name", 2)), page, before=tex[: environment.start()])
        return f"<code>{escape(tex)}</code>"
    numbers: list[Number] = []
    filled = _BOLD_QUOTE.sub(lambda match: _fill(match[1], page, numbers, r"\text{\textbf{%s}}"), tex)
    filled = QUOTE.sub(lambda match: _fill(match[0], page, numbers, r"\text{%s}"), filled)
    if _unclosed(filled) > _MOST_UNCLOSED:
        _note(tex, "the formula opens many brackets that it never closes; close them", page)
        return f"<code>{escape(tex)}</code>"
    try:
        formula = parsed_mathml(_CONVERTER.convert_with_local_state(filled, displaystyle=display))
    except LatexError as error:
        offset, _, reason = str(error).partition(": ")
        message = f"the formula does not parse: {reason or error} Correct the TeX: {' '.join(tex.split())}"
        _note(tex, message, page, before=filled[: int(offset) if offset.isdigit() else 0])
        return f"<code>{escape(tex)}</code>"
    _suit_browsers(formula)
    for identifier in formula.iter("mi"):
        if class_ := page.symbols.get(unicodedata.normalize("NFKC", identifier.text or "")):
            identifier.set("class", class_)
    slots = {each: int(match[1]) for each in formula.iter("mtext") if (match := _SLOT.search(text_of(each)))}
    when = {place: brackets.when(each) for each, place in slots.items()}
    for fraction in [each for each in formula.iter("mfrac") if slots.keys() & {*each.iter()}]:
        if brackets.is_raised(fraction):
            _surround(fraction, "mrow", in_brackets=True)
    for element, place in slots.items():
        _fill_slot(element, numbers[place], when[place])
    written = [_written(number, when.get(place, "")) for place, number in enumerate(numbers)]
    return mathml_of(formula).replace("<math", f"<math{_attributes(filled, numbers, written, [*slots.values()])}", 1)


def _suit_browsers(formula: etree._Element) -> None:
    """Let WebKit enlarge brackets in cells, which are no rows to it, and space a raised star as a sign of its own.

    Firefox scales down the words below a brace in a row alone.
    """
    for element in [*formula.iter(*_ONLY_MSTYLE)]:
        names = [name for name in _ONLY_MSTYLE[str(element.tag)] if name in element.attrib]
        if names:
            _surround(element, "mstyle", {name: str(element.attrib.pop(name)) for name in names})
    for cell in formula.iter("mtd"):
        if cell.find(".//*[@minsize]") is not None:
            row = etree.Element("mrow")
            row.extend(list(cell))
            cell.append(row)
    for words in [*formula.iterfind(".//munder/mtext"), *formula.iterfind(".//mover/mtext")]:
        _surround(words, "mrow")
    for star in formula.iterfind(".//msup/mo"):
        if star.text in ("*", "∗"):
            star.attrib.update({"lspace": "0", "rspace": "0"})


def _surround(
    element: etree._Element, tag: str, attributes: dict[str, str] | None = None, *, in_brackets: bool = False
) -> etree._Element:
    """Put an element into another one, which is returned, in brackets where it needs them."""
    around = etree.Element(tag, attributes)
    element.addprevious(around)
    around.append(element)
    if in_brackets:
        opening, closing = etree.Element("mo"), etree.Element("mo")
        opening.text, closing.text = "()"
        around[:] = [opening, element, closing]
    return around


def _fill_slot(element: etree._Element, number: Number, condition: str) -> None:
    """Put a number into the place of a formula that waits for it, in brackets where it needs them.

    Where controls may change a number, an element around it says when: the script adds and removes brackets.
    """
    is_bold, element.tag = len(element) > 0, "mtext" if number.is_text else "mn"
    element[:] = []
    element.text = number.shown
    element.attrib.update({"class": "value", "data-value": number.full, "data-ref": f"{number.ref}{number.slot}"})
    token = _surround(element, "mrow", {"class": "bold"}) if is_bold else element
    needs = _needs_brackets(number, condition)
    if needs or (condition and number.slot):
        _surround(token, "mrow", {"data-brackets": condition} if number.slot else None, in_brackets=needs)


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


def _for_documents(name: str, plain: str) -> str:
    """Return what is wrong with an environment, given its name with and without a star."""
    edges = rf"\begin{{{name}}} and \end{{{name}}}"
    within = _WITHIN[plain]
    advice = rf"write \begin{{{within}}} and \end{{{within}}}" if within else "leave them out"
    return f"{edges} are for whole documents, not for a formula within one; {advice}"


def _note(tex: str, message: str, page: RenderContext, before: str = "") -> None:
    """Note a problem of a formula on the line that it reaches with what is `before` the problem."""
    lines_down = before.lstrip().count("\n")  # The line on which the formula is found is that of its first sign.
    for line in page.source.lines_with(tex):
        page.problem_at(line + lines_down, message)
