"""What the evaluation is asked for each page with controls: the quantities that move, and all that the page names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from recompute.diagnostics import Diagnostics
from recompute.source.controls import KEY, Control, ControlError, controls_of, line_of
from recompute.source.page_source import Source, module_of
from recompute.source.tree import QUOTE

_CLAIM = re.compile(r"\bclaim=[\"']?([A-Za-z_][\w.]*\w)")
_FIGURE = re.compile(r"\(figure:(\w+)\)")


def declared(source: Source, diagnostics: Diagnostics) -> tuple[Control, ...]:
    """Return the controls of a page, noting a declaration that cannot be read."""
    try:
        return controls_of(source) if KEY in source.meta else ()
    except ControlError as error:
        diagnostics.add(source.file, line_of(source), str(error))
        return ()


def request(
    path: str, controls: Sequence[Control], pages: Sequence[Source], packages: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the request for a page, whose sources in all languages may name different things."""
    text = "\n".join(page.prose for page in pages)
    return {
        "file": pages[0].file,
        "line": line_of(pages[0]),
        "page": module_of(path),
        "packages": {kind: list(names) for kind, names in packages.items()},
        "controls": [
            {"quantity": control.quantity, "factor": control.factor, "values": list(control.values)}
            for control in controls
        ],
        "quotes": sorted({match["name"] for match in QUOTE.finditer(text)}),
        "claims": sorted(set(_CLAIM.findall(text))),
        "figures": sorted(set(_FIGURE.findall(text))),
    }
