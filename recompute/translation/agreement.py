"""Whether a translation agrees with its source; where the source has changed since, it need not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from recompute.diagnostics import Diagnostics
from recompute.translation import parity
from recompute.translation.document import Reading
from recompute.translation.sections import FRONT
from recompute.translation.structure import COUNTED, Comparison


def check_structure(source: Reading, translation: Reading, outdated: Collection[str], diagnostics: Diagnostics) -> None:
    """Note what differs section by section, beside ids and how often a value is quoted."""
    for id_ in source.sections:
        if id_ in translation.sections and id_ not in outdated:
            for line, message in Comparison(source, translation, id_).findings():
                diagnostics.add(translation.source.file, line, message)


def check_outline_and_quotes(
    source: Reading, translation: Reading, outdated: Collection[str], diagnostics: Diagnostics
) -> None:
    """Note what a build finds in the pages that it has rendered, without rendering them."""
    if not outdated:
        parity.check_cells(source.source, translation.source, diagnostics)
    if parity.same_outline(source.source, translation.source, diagnostics, outdated):
        parity.check_sections(quotes(source), quotes(translation), translation.source, diagnostics, outdated)


def check_front_matter(
    source: Reading, translation: Reading, outdated: Collection[str], diagnostics: Diagnostics
) -> None:
    """Note where what readers see of it quotes otherwise, which is no part of an article."""
    expected, found = ({FRONT: quotes(each).get(FRONT, Counter())} for each in (source, translation))
    parity.check_sections(expected, found, translation.source, diagnostics, outdated)


def quotes(reading: Reading) -> dict[str, Counter[str]]:
    """Return how often each section of a page quotes what, shows which figure, cites whom, is tied to which claim."""
    sections = {
        id_: Counter(part.value for part in parts if part.kind in COUNTED) for id_, parts in reading.parts.items()
    }
    return {id_: counter for id_, counter in sections.items() if counter}
