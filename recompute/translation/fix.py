"""Repair what a machine can in translations: ids, links to them, included code, the order of front matter."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from recompute.diagnostics import Diagnostics
from recompute.source.fences import Fence
from recompute.source.inlines import INCLUDES, WIKILINK
from recompute.source.page_index import WikilinkError
from recompute.source.page_source import Heading, Source, parse, parse_file, rewrite
from recompute.source.tree import FRONT_MATTER
from recompute.translation.document import Document, Pair
from recompute.translation.pages import Translations
from recompute.translation.record import KEY
from recompute.translation.sections import section_at, sections
from recompute.translation.skeleton import KEYS

_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*(?P<inside>[^{}\n]*?)[ ]*\}[ \t]*#*[ \t]*$")


def repairs(pair: Pair) -> Iterator[tuple[Heading, str]]:
    """Yield headings with their new ids: renamed in the source, or those of the headings in the same places there."""
    source, translation = pair.source.source, pair.translation.source
    taken = {heading.id for heading in translation.headings}
    new_ids = {old: new for new, old in pair.changes.renamed.items() if new not in taken}
    for heading in translation.headings:
        if heading.id in new_ids:
            yield heading, new_ids[heading.id]
    shared = {heading.id for heading in source.headings} & taken - {None}
    known = shared | pair.changes.outdated
    expected, found = (_runs(page, known, shared) for page in (source, translation))
    for anchor, run in found.items():
        same = [heading.level for heading in expected[anchor]] == [heading.level for heading in run]
        for heading, translated in zip(expected[anchor], run, strict=True) if same else ():
            if heading.id is not None:
                yield translated, heading.id


def _runs(page: Source, known: set[str | None], shared: set[str | None]) -> dict[str | None, list[Heading]]:
    """Return the headings that the other page does not know, by the heading before them that both share."""
    runs, anchor = defaultdict[str | None, list[Heading]](list), None
    for heading in page.headings:
        anchor = heading.id if heading.id in shared else anchor
        if heading.id not in known:
            runs[anchor].append(heading)
    return runs


def with_id(text: str, heading: Heading, id_: str) -> str:
    """Return the text of a page with another id of one heading.

    >>> with_id("# A { .wide }", Heading(1, "A", None, 1), "a"), with_id("# A {: #b }", Heading(1, "A", "b", 1), "a")
    ('# A { #a .wide }', '# A { #a }')
    """
    lines = text.split("\n")
    line = lines[heading.line - 1]
    match = _ATTRIBUTES.search(line)
    others = [word for word in match["inside"].split() if word != f"#{heading.id}"] if match else []
    head = line[: match.start()] if match else line.rstrip(" #")
    lines[heading.line - 1] = f"{head} {{ {' '.join([f'#{id_}', *others])} }}"
    return "\n".join(lines)


_PAGE = ".md"


def fix(translations: Translations) -> Iterator[str]:
    """Repair the files of translations; yield what was repaired."""
    for code in translations.settings.codes:
        pages = translations.sources(code)
        texts = {path: page.text for path, page in pages.items()}
        done = [*_fix_ids(translations, code, texts), *_fix_rest(translations, code, texts)]
        for path, page in pages.items():
            if texts[path] != page.text:
                write_page(translations.settings.root, replace(page, text=texts[path]))
        yield from done
    yield from _fix_glossary(translations)


def _fix_ids(translations: Translations, code: str, texts: dict[str, str]) -> Iterator[str]:
    found = [(pair.path, *repair) for pair in _writable(translations, code) for repair in repairs(pair)]
    renamed = translations.renamed | {f"{path}#{heading.id}": id_ for path, heading, id_ in found if heading.id}
    linking = []
    for path in sorted(texts) if renamed else ():
        page = translations.document(code, path)
        texts[path] = _relinked(page, renamed)
        linking += [page.source.file] if texts[path] != page.source.text else []
    for path, heading, id_ in found:
        texts[path] = with_id(texts[path], heading, id_)
        was = f" in place of #{heading.id}" if heading.id else ""
        yield f"{translations.file(code, path)}:{heading.line}: gave the heading the id #{id_}{was}"
    yield from (f"{file}: updated its links to the new ids" for file in linking)


def _relinked(page: Document, renamed: Mapping[str, str]) -> str:
    """Return the text of a page whose links lead to the new ids of headings, which `renamed` has by `path#id`."""
    text = page.source.text
    links = {part.anchor: part.value for part in page.links if part.value in renamed}
    for anchor in sorted(filter(None, links), reverse=True):
        text = text[: anchor[0]] + renamed[links[anchor]] + text[anchor[1] :]
    return text


def _fix_glossary(translations: Translations) -> Iterator[str]:
    """Lead the links of the glossary to the new ids."""
    glossary = translations.settings.glossary
    if translations.renamed and glossary:
        page_index = translations.page_indexes[translations.source_code]

        def relinked(wikilink: re.Match[str]) -> str:
            with suppress(WikilinkError):  # The build reports it.
                new = translations.renamed.get("#".join(page_index.linked(wikilink, "")))
                return wikilink[0].replace(f"#{wikilink['heading']}", f"#{new}", 1) if new else wikilink[0]
            return wikilink[0]

        if rewrite(translations.settings.root / glossary, partial(re.sub, WIKILINK, relinked)):
            yield f"{glossary}: updated its links to the new ids"


def _fix_rest(translations: Translations, code: str, texts: dict[str, str]) -> Iterator[str]:
    for pair in _writable(translations, code):
        source, file = pair.source.source, pair.translation.source.file
        written = texts[pair.path]
        included = _with_includes(source, parse(written, file, Diagnostics()), pair.changes.outdated)
        texts[pair.path] = _with_order(source.text, included)
        if included != written:
            yield f"{file}: included the code that its source includes"
        if texts[pair.path] != included:
            yield f"{file}: put its front matter in the order of its source"


def _with_includes(source: Source, page: Source, outdated: Collection[str]) -> str:
    """Return the text of a page with the code that its source includes, where a section has as many fences as there."""
    expected, found, text = _fences(source), _fences(page), page.text
    pairs = [
        pair
        for id_, within in found.items()
        if id_ not in outdated and len(expected.get(id_, [])) == len(within)
        for pair in zip(expected[id_], within, strict=True)
    ]
    for wanted, fence in sorted(pairs, key=lambda pair: -pair[1].start):
        own_code = INCLUDES.sub("", wanted.code + fence.code).strip()
        if wanted.code != fence.code and not own_code:
            body = "".join(f"{fence.prefix}{line}" for line in wanted.code.splitlines(keepends=True))
            text = text[: fence.start] + body + text[fence.end :]
    return text


def _fences(page: Source) -> dict[str, list[Fence]]:
    known, found = sections(page), defaultdict(list)
    for fence in page.tree.fences:
        found[section_at(known, page.line_at(fence.start))].append(fence)
    return found


def _with_order(source: str, text: str) -> str:
    """Return the text of a page with its front matter in the order of its source, and the record last."""
    written, model = FRONT_MATTER.match(text), FRONT_MATTER.match(source)
    if written is None or model is None:
        return text
    order = {match["key"]: place for place, match in enumerate(KEYS.finditer(model[1]))}
    blocks = list(KEYS.finditer(written[1]))
    ranked = sorted(blocks, key=lambda match: (match["key"] == KEY, order.get(match["key"], len(order))))
    start, end = (blocks[0].start(), blocks[-1].end()) if blocks else (0, 0)
    if "".join(match[0] for match in blocks) != written[1][start:end]:
        return text  # It cannot be split into entries line by line.
    front = written[1][:start] + "".join(match[0] for match in ranked) + written[1][end:]
    return text[: written.start(1)] + front + text[written.end(1) :]


def write_page(root: Path, page: Source) -> None:
    """Write a page whose text has changed."""
    is_page = page.file.endswith(_PAGE)
    rewrite(root / page.file, lambda written: page.text if is_page else _in_notebook(written, page))


def _in_notebook(written: str, page: Source) -> str:
    """Return the file of a notebook with the lines of a page, each on the line of the file that has its number."""
    lines, before = written.split("\n"), parse_file(written, page.file, Diagnostics()).text.split("\n")
    for number, (old, new) in enumerate(zip(before, page.text.split("\n"), strict=True)):
        if old != new:
            was, now = (json.dumps(text, ensure_ascii=False)[1:-1] for text in (old, new))
            lines[number] = lines[number].replace(was, now)
    return "\n".join(lines)


def _writable(translations: Translations, code: str) -> list[Pair]:
    if code == translations.source_code:
        return []  # It is what the others are repaired by.
    return [pair for pair in translations.pairs(code) if pair.path.endswith(_PAGE)]
