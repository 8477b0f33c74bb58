"""A drawing becomes an element that disturbs nothing else on its page."""

from __future__ import annotations

import pytest

from recompute.values.svg import embeddable

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def embedded(content: str, attributes: str = "") -> str:
    return embeddable(f'<?xml version="1.0"?><svg {NAMESPACES} {attributes}>{content}</svg>', "a")


def test_its_ids_and_what_refers_to_them_get_its_name() -> None:
    content = '<path id="m"/><g clip-path="url(#c)" style="marker: url(#m)"/>'
    expected = '<path id="a-m" /><g clip-path="url(#a-c)" style="marker: url(#a-m)" />'
    assert embedded(content) == f"<svg>{expected}</svg>"


def test_what_it_uses_is_drawn_in_its_place_without_a_link() -> None:
    content = '<defs><path id="m" d="M 0 0"/></defs><use xlink:href="#m" x="3" y="4.567" style="fill: red"/>'
    drawn = '<g style="fill: red" transform="translate(3 4.57)"><path d="M 0 0" /></g>'
    assert embedded(content) == f'<svg><defs><path id="a-m" d="M 0 0" /></defs>{drawn}</svg>'


def test_it_has_no_size_of_its_own_but_keeps_its_shape() -> None:
    assert embedded("", 'width="9pt" height="4pt" viewBox="0 0 9 4"') == '<svg viewBox="0 0 9 4" />'


def test_its_texts_for_readers_are_the_pages_matter() -> None:
    assert embedded("<title>t</title><desc>d</desc><metadata>m</metadata><text>x</text>") == "<svg><text>x</text></svg>"


def test_coordinates_are_no_longer_than_they_need_be() -> None:
    content = '<path d="M 1.23456 -0.00001 L 2.5 100"/><text x="3.000">0.98357</text>'
    assert embedded(content) == '<svg><path d="M 1.23 -0 L 2.5 100" /><text x="3">0.98357</text></svg>'


def test_rules_for_everything_stay_inside() -> None:
    assert embedded("<defs><style>*{stroke-linejoin: round}</style></defs>") == (
        '<svg style="stroke-linejoin: round"><defs /></svg>'
    )


@pytest.mark.parametrize(
    "content",
    [
        '<image width="1" href="data:image/png;base64,iVBO&#10;Rw0K" />',
        "<path fill=\"url( '#b')\" />",
        '<text aria-label="\\alpha" class="on">on = url(x)</text>',
        '<filter id="f"><feComposite in="SourceGraphic" operator="arithmetic" /></filter>',
        '<linearGradient href="#b"><stop offset="0" style="stop-color: red" /></linearGradient>',
        '<text><textPath href="#b">javascript:</textPath></text>',
    ],
)
def test_what_only_draws_passes(content: str) -> None:
    assert embedded(content).count("<") == content.count("<") + 2


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        (None, "as text, got NoneType"),
        ("<svg", "does not parse"),
        ("<p/>", "got <p>"),
        ("<svg><style>p{color:red}</style></svg>", "acts on the whole page"),
        ("<svg><script>alert(1)</script></svg>", "may not hold <script>"),
        ("<svg><SCRIPT>alert(1)</SCRIPT></svg>", "may not hold <SCRIPT>"),
        ('<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script></svg>', "may not hold <script>"),
        ("<svg><g><foreignObject><p>a</p></foreignObject></g></svg>", "may not hold <foreignObject>"),
        ('<svg><a href="javascript:alert(1)"><text>a</text></a></svg>', "may not hold <a>"),
        ('<svg><path d="M0 0"><animate attributeName="href" to="#"/></path></svg>', "may not hold <animate>"),
        ('<svg><filter><feImage href="#a"/></filter></svg>', "may not hold <feImage>"),
        ('<svg onload="alert(1)"/>', "onload of <svg> would run a script"),
        ('<svg><path onClick="alert(1)"/></svg>', "onClick of <path> would run a script"),
        ('<svg><image href="https://example.org/a.png"/></svg>', "href of <image> leads out of the figure"),
        ('<svg><image href="a.png"/></svg>', "href of <image> leads out"),
        ('<svg><image href="data:image/svg+xml;base64,PHN2Zy8+"/></svg>', "href of <image> leads out"),
        ('<svg><use href=" javascript:alert(1)"/></svg>', "href of <use> leads out"),
        ('<svg><use href="data:image/png;base64,AAAA"/></svg>', "href of <use> leads out"),
        ("<svg><path style=\"fill: url( 'https://example.org/a.svg#b')\"/></svg>", "style of <path> leads out"),
        ('<svg><path fill="u\\72l(https://example.org/a)"/></svg>', "fill of <path> leads out"),
        ("<svg><style>*{background: url(//example.org/a)}</style></svg>", "style of <svg> leads out"),
    ],
)
def test_what_is_no_drawing_is_refused(drawing: object, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        embeddable(drawing, "a")  # type: ignore[arg-type]
