"""Marks around computed numbers where there can be no element: in attributes and titles, until they are traced."""

from __future__ import annotations

import re

from recompute.markup.quote import Number

MARK, _MIDDLE, _END = "\ue001", "\ue002", "\ue003"
_ANY = f"[^{MARK}{_MIDDLE}{_END}]*"
MARKED = re.compile(f"{MARK}({_ANY}){_MIDDLE}({_ANY}){_END}")


def marked(number: Number) -> str:
    """Return a number as text that the trace recognises as computed."""
    return f"{MARK}{number.ref}{number.slot}{_MIDDLE}{number.shown}{_END}"


def without_marks(text: str) -> str:
    """Return the text that readers see.

    >>> without_marks(marked(Number("softmax.p[2]", "0.98357", "0.98", False)) + " of all")
    '0.98 of all'
    """
    return MARKED.sub(r"\2", text) if MARK in text else text
