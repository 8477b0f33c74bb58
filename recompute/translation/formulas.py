"""Formulas without white space and words, so that two languages can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recompute.source.inlines import QUOTE

_WORDS = re.compile(r"\\(?:text[a-z]*|mbox)\s*\{")
_TOKEN = re.compile(r"\{\{[^{}]*\}\}|\\[A-Za-z]+|\\.|[^\s]", re.DOTALL)
_OPERATORS = {"\\log", "\\exp", "\\sum", "\\max", "\\frac"}
_ORNAMENT = re.compile(r"\\(?:mathbf|mathrm|boldsymbol|bm|mathit|mathsf|hat|bar|tilde|vec)$")


def canonical(tex: str, module: str) -> str:
    r"""Return what must be the same in every language: the signs of a formula, and the values that it quotes.

    >>> canonical(r"L_{\text{true class}} = {{ p:.1f }}", "page")
    'L _ { \\text { } } = {{page.p:.1f}}'
    """

    def in_full(quote: re.Match[str]) -> str:
        return f"{{{{{reference(quote, module)}{':' if quote['format'] else ''}{quote['format'] or ''}}}}}"

    return " ".join(_TOKEN.findall(QUOTE.sub(in_full, replace_words(tex, "")[0])))


def is_symbol(tex: str) -> bool:
    r"""Return whether a formula is a mere name, which one language may repeat where the other says "it".

    >>> [is_symbol(tex) for tex in ("K", r"\mathbf{y}'", "p_c", r"\varepsilon", "1", "K - 1", r"\log p_k")]
    [True, True, True, True, True, False, False]
    """
    tokens = [token for token in _TOKEN.findall(tex) if not _ORNAMENT.match(token) and token not in "{}'"]
    head, *script = tokens or [""]
    return not script or (script[0] in "_^" and not set(script) & set("=<>+-*/") and head not in _OPERATORS)


def replace_words(tex: str, by: str) -> tuple[str, bool]:
    r"""Return a formula with its words replaced, and whether it had any.

    >>> replace_words(r"a_{\text{true}}", "…")
    ('a_{\\text{…}}', True)
    """
    pieces, place = [], 0
    for start, end in spans_of_words(tex):
        pieces += [tex[place:start], by]
        place = end
    return "".join([*pieces, tex[place:]]), bool(pieces)


def spans_of_words(tex: str) -> Iterator[tuple[int, int]]:
    r"""Yield where words begin and end, between the braces after `\text`."""
    place = 0
    while match := _WORDS.search(tex, place):
        depth, end = 1, match.end()
        while end < len(tex) and depth:
            depth += {"{": 1, "}": -1}.get(tex[end], 0) if tex[end - 1] != "\\" else 0
            end += 1
        place = end - 1 if not depth else end
        yield match.end(), place


def reference(quote: re.Match[str], module: str) -> str:
    """Return the full name of what a quote on a page of this module names, with its index."""
    name = quote["name"]
    return (name if "." in name else f"{module}.{name}") + quote["index"]
