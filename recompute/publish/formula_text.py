"""Formulas as text: signs between the numbers of a formula, for programs that read text and lay out no MathML.

Browsers that lay MathML out show no annotation, copy none and speak none, with or without the site's style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from recompute.markup.html import FORMULA, mathml_of, parsed_mathml, text_of

_APPLICATION = re.compile(r"\N{FUNCTION APPLICATION}(?!\s*\()")  # log p, but softmax(z)
_AFTER_OPERATOR = re.compile(r"(?<=[^\w\s)\]′*∗,;]) ")
_ADDED = "text"  # the class of rows that signs need
_SCRIPTS = {"msup": ("^",), "msub": ("_",), "msubsup": ("_", "^"), "munder": ("_",), "mover": ("^",)}
_SCRIPTS["munderover"] = _SCRIPTS["msubsup"]
_TOKENS = {"mi", "mn", "mo", "mtext"}


def with_signs(output: str) -> str:
    """Return a page on which the text of each formula reads as what the formula says.

    >>> html = "<math><mfrac><mn>1</mn><mrow><mi>K</mi><mo>−</mo><mn>1</mn></mrow></mfrac></math>"
    >>> "".join(etree.fromstring(with_signs(html)).itertext())
    '1/(K−1)'

    A fraction that a function is applied to stands in parentheses:

    >>> html = "<math><mi>log</mi><mo>&ApplyFunction;</mo><mfrac><mn>1</mn><mi>K</mi></mfrac></math>"
    >>> "".join(etree.fromstring(with_signs(html).replace("&ApplyFunction;", "")).itertext())
    'log(1/K)'
    """
    return FORMULA.sub(lambda match: _with_signs(match[0]), output)


def without_signs(output: str) -> str:
    """Return a page without what `with_signs` has added to its formulas.

    >>> html = "<math><mfrac><mn>1</mn><mrow><mi>K</mi><mo>−</mo><mn>1</mn></mrow></mfrac></math>"
    >>> without_signs(with_signs(html)) == html
    True
    """
    return FORMULA.sub(lambda match: _without_signs(match[0]) if "<annotation>" in match[0] else match[0], output)


def as_lines(output: str) -> str:
    """Return a page on which each formula is a line of text.

    >>> html = "<math><munder><mo>∑</mo><mi>k</mi></munder><msub><mi>p</mi><mi>k</mi></msub><mo>=</mo><mn>1</mn></math>"
    >>> as_lines(f"<p>{html}.</p>")
    '<p>∑_k p_k=1.</p>'
    >>> power = "<msup><mi>e</mi><mrow><mo>−</mo><mi>x</mi></mrow></msup>"
    >>> as_lines(f"<math><mo>−</mo><mspace/><mi>log</mi><mo>&ApplyFunction;</mo>{power}</math>")
    '−log e^(−x)'
    """
    return FORMULA.sub(lambda match: escape(_line(match[0]), quote=False), output)


def _without_signs(mathml: str) -> str:
    formula = parsed_mathml(mathml)
    for sign in list(formula.iter("annotation")):
        meaning = sign.getparent()
        assert meaning is not None
        meaning.remove(sign)
        meaning.set("class", _ADDED)
        if meaning[0].tag == "mrow" and not len(meaning[0]):
            meaning.remove(meaning[0])
    for row in [*formula.iter("mrow", "semantics")]:
        if row.get("class") == _ADDED:
            for part in list(row):
                row.addprevious(part)
            parent = row.getparent()
            assert parent is not None
            parent.remove(row)
    return mathml_of(formula)


def _with_signs(mathml: str) -> str:
    formula = parsed_mathml(mathml)
    _add_signs(formula)
    return mathml_of(formula)


def _line(mathml: str) -> str:
    formula = parsed_mathml(mathml)
    for space in formula.iter("mspace"):
        space.text = " "
    for operator in formula.iter("munder", "munderover"):
        operator.tail = " "
    _add_signs(formula, every_index=True)
    text = _APPLICATION.sub(" ", text_of(formula)).replace("\N{FUNCTION APPLICATION}", "")
    return _AFTER_OPERATOR.sub("", " ".join(text.split()))


def _add_signs(formula: etree._Element, every_index: bool = False) -> None:
    for element in list(formula.iter()):
        if element.tag == "mfrac":
            over, under = element
            before = element.getprevious()
            applied = before is not None and before.text == "\N{FUNCTION APPLICATION}"
            _enclose(over, "(" if applied else "", "/")  # A row around the fraction would move it in Firefox.
            _enclose(under, after=")" if applied else "")
        elif element.tag == "msqrt":
            _enclose(_row_of(element), "√")
        elif element.tag in _SCRIPTS:
            for script, sign in zip(list(element)[1:], _SCRIPTS[element.tag], strict=True):
                if every_index or sign == "^" or script.tag == "mn" or script.find(".//mn") is not None:
                    _enclose(script, sign)
        elif element.tag == "mtr":
            _separate(element)
    _keep_numbers_apart(formula)


def _enclose(part: etree._Element, before: str = "", after: str = "") -> None:
    """Put signs around a part, within parentheses where it is more than one token; a brace is left."""
    if part.tag in _TOKENS - {"mo"}:
        _put(before, part, after)
    elif part.tag != "mo":
        _put(f"{before}(", part, f"){after}")


def _put(before: str, part: etree._Element, after: str) -> None:
    """Put signs around a part, which stays alone in a row if it is one: operators have their space by their place."""
    row = etree.Element("mrow", {"class": _ADDED})
    part.addprevious(row)
    row.extend([*_sign(before), part, *_sign(after)])


def _mean(part: etree._Element, sign: str) -> None:
    """Let a sign follow a part that is alone in its row."""
    meaning = etree.Element("semantics")
    part.addprevious(meaning)
    meaning.append(part)
    etree.SubElement(meaning, "annotation").text = sign


def _row_of(element: etree._Element) -> etree._Element:
    """Put the content of an element into a row of its own."""
    row = etree.Element("mrow", {"class": _ADDED})
    row.extend(list(element))
    element.append(row)
    return row


def _sign(text: str) -> Iterator[etree._Element]:
    """Yield a sign that has no place in the layout, if there is any."""
    if text:
        sign = etree.Element("semantics")
        etree.SubElement(sign, "mrow")
        etree.SubElement(sign, "annotation").text = text
        yield sign


def _separate(row: etree._Element) -> None:
    """Put commas between the cells of a row of a matrix, and end the row."""
    table = row.getparent()
    assert table is not None
    if table.get("displaystyle") == "true":
        return  # Aligned formulas are laid out otherwise with signs between them; their numbers are kept apart below.
    for cell in row:
        last = cell is row[-1]
        sign = ("; " if row is not table[-1] else "") if last else ", "
        if sign and len(cell) > 1 and cell[-1].tag != "mo":
            cell.extend(_sign(sign))
        elif sign and not (len(cell) == 1 and cell[0].tag == "mo"):  # Dots alone are no number to be kept apart.
            _mean(_row_of(cell) if len(cell) != 1 else cell[0], sign)


def _keep_numbers_apart(formula: etree._Element) -> None:
    """Put a space where a number would run into the next, as `1/2` and `3` do."""
    before: etree._Element | None = None
    last = ""
    for token in list(formula.iter(*_TOKENS, "annotation")):
        text = text_of(token)
        if before is not None and last.isdigit() and text[:1].isdigit():
            _mean(before, " ")
        before, last = token, text[-1:]
