"""Repair what a machine can in translations: ids, included code, the order of front matter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from recompute.diagnostics import Diagnostics
from recompute.source.fences import Fence
from recompute.source.page_source import Source, parse
from recompute.source.tree import FRONT_MATTER
from recompute.translation.ids import repairs, with_id, with_links
from recompute.translation.pages import Translations
from recompute.translation.record import KEY
from recompute.translation.sections import section_at, sections
from recompute.translation.skeleton import KEYS

_INCLUDES = re.compile(r"(?:[ \t]*-+8<-+[ \t]+[\"'][^\"'\n]+[\"'][ \t]*\n|[ \t]*\n)*")
_PAGE = ".md"


def fix(translations: Translations) -> Iterator[str]:
    """Repair the files of translations; yield what was repaired."""
    for code in translations.codes:
        pages = dict(translations.page_indexes[code].sources)
        done = [*_fix_ids(translations, code, pages), *_fix_rest(translations, code, pages)]
        for path, page in pages.items():
            if page.text != translations.page_indexes[code].sources[path].text:
                _write(translations, page)
        yield from done


def _fix_ids(translations: Translations, code: str, pages: dict[str, Source]) -> Iterator[str]:
    renamed: dict[str, str] = {}
    for path in _writable(translations, code):
        source, translation = (translations.reading(each, path) for each in (translations.source_code, code))
        for repair in repairs(source, translation, translations.changes(code, path)):
            pages[path] = _parsed(pages[path], with_id(pages[path].text, repair))
            renamed |= {f"{path}#{repair.old}": repair.new} if repair.old else {}
            was = f" in place of #{repair.old}" if repair.old else ""
            yield f"{pages[path].file}:{repair.line}: gave the heading the id #{repair.new}{was}"
    for path in sorted(pages) if renamed else ():
        place = translations.reading(code, path).place
        text = with_links(pages[path], place, translations.page_indexes[code], renamed)
        if path.endswith(_PAGE) and text != pages[path].text:
            pages[path] = _parsed(pages[path], text)
            yield f"{pages[path].file}: led its links to the new ids"


def _fix_rest(translations: Translations, code: str, pages: dict[str, Source]) -> Iterator[str]:
    for path in _writable(translations, code):
        source = translations.page_indexes[translations.source_code].sources[path]
        included = _with_includes(source, pages[path], translations.changes(code, path).outdated)
        ordered = _with_order(source.text, included)
        if included != pages[path].text:
            yield f"{pages[path].file}: included the code that its source includes"
        if ordered != included:
            yield f"{pages[path].file}: put its front matter in the order of its source"
        pages[path] = _parsed(pages[path], ordered)


def _with_includes(source: Source, page: Source, outdated: Collection[str]) -> str:
    """Return the text of a page with the included code of its source where as many fences stand in a section."""
    expected, found, text = _fences(source), _fences(page), page.text
    pairs = [
        pair
        for id_, within in found.items()
        if id_ not in outdated and len(expected.get(id_, [])) == len(within)
        for pair in zip(expected[id_], within, strict=True)
    ]
    for wanted, fence in sorted(pairs, key=lambda pair: -pair[1].start):
        if wanted.code != fence.code and all(_INCLUDES.fullmatch(each.code) for each in (wanted, fence)):
            body = "".join(f"{fence.prefix}{line}" for line in wanted.code.splitlines(keepends=True))
            text = text[: fence.start] + body + text[fence.end :]
    return text


def _fences(page: Source) -> dict[str, list[Fence]]:
    known, found = sections(page), defaultdict(list)
    for fence in page.tree.fences:
        found[section_at(known, page.line_at(fence.start))].append(fence)
    return found


def _with_order(source: str, text: str) -> str:
    """Return the text of a page with the keys of its front matter as in its source, others behind, the record last."""
    written, model = FRONT_MATTER.match(text), FRONT_MATTER.match(source)
    if written is None or model is None:
        return text
    order = [match["key"] for match in KEYS.finditer(model[1])]
    blocks = list(KEYS.finditer(written[1]))
    places = {match["key"]: order.index(match["key"]) if match["key"] in order else len(order) for match in blocks}
    ranked = sorted(blocks, key=lambda match: (match["key"] == KEY, places[match["key"]]))
    start, end = (blocks[0].start(), blocks[-1].end()) if blocks else (0, 0)
    if "".join(match[0] for match in blocks) != written[1][start:end]:
        return text  # It is written in a way that does not come apart into lines.
    front = written[1][:start] + "".join(match[0] for match in ranked) + written[1][end:]
    return text[: written.start(1)] + front + text[written.end(1) :]


def _parsed(page: Source, text: str) -> Source:
    return parse(text, page.file, Diagnostics())


def _write(translations: Translations, page: Source) -> None:
    """Write a page, with the line ends and the byte order mark that its file has."""
    target = translations.settings.root / page.file
    written = target.read_bytes().decode("utf-8")
    text = page.text.replace("\n", "\r\n") if "\r\n" in written else page.text
    target.write_bytes((("\ufeff" if written.startswith("\ufeff") else "") + text).encode())


def _writable(translations: Translations, code: str) -> list[str]:
    return [path for path in translations.paths(code) if path.endswith(_PAGE)]
