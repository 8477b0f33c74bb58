"""A language of the site: its tag, its names, its interface strings, and how its prose is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path

import yaml

from recompute.diagnostics import did_you_mean
from recompute.locale.fallback import FallbackText, lang

_FOLDER = Path(__file__).parent


@cache
def packaged(tag: str) -> dict[str, dict[str, str]]:
    """Return what the package knows of a language, `ui_strings` and `callouts`, by its BCP 47 tag.

    >>> packaged("zh-Hans")["callouts"]["tip"], packaged("x-unknown")
    ('提示', {})
    """
    file = _FOLDER / f"{tag.split('-')[0]}.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}


WORDS = packaged("en")["ui_strings"]


def faults(words: Mapping[str, object], all_of_them: bool = True) -> Iterator[str]:
    """Yield what is wrong with the words of a language: all of them are given, or none, unless it has a fallback.

    >>> list(faults({})), list(faults(WORDS | {"year": ", 2016"}))
    ([], ["the word 'year' must be a text that has {} as often as ' ({})'"])
    """
    unknown = [name for name in words if name not in WORDS]
    missing = [name for name in WORDS if name not in words] if words and not unknown and all_of_them else []
    for name in unknown:
        yield f"the word {name!r} is not known{did_you_mean(name, WORDS)}"
    if missing:
        yield f"the words {', '.join(missing)} are missing; add them beside {', '.join(words)}"
    for name, english in WORDS.items():
        text = words.get(name, english)
        if not isinstance(text, str) or text.count("{}") != english.count("{}"):
            yield f"the word {name!r} must be a text that has {{}} as often as {english!r}"


_ENGLISH = "en"
_SCRIPT = 4  # letters, as in zh-Hans
_HAN_SCRIPTS = {"Hani", "Hans", "Hant", "Jpan"}
_HAN_LANGUAGES = {"zh", "ja", "yue", "wuu", "nan", "hak", "gan", "hsn", "cdo", "lzh", "cmn"}


@dataclass(frozen=True)
class Language:
    """A language of the site: its folder, its BCP 47 tag, its own name, and how its prose is written.

    mkdocs.yml gives these fields as options; `recompute/site/reference.yml` says what each means.
    """

    code: str
    tag: str
    name: str
    site_name: str
    site_description: str
    _: KW_ONLY
    comma: str = ", "
    # Regular expressions of words: of those that say, before or after a number, that it is rounded, and of those that
    # join the last number of a list.
    rounding_words_before: Sequence[str] = ()
    rounding_words_after: Sequence[str] = ()
    conjunctions: Sequence[str] = ()
    callouts: Mapping[str, str] = field(default_factory=dict)  # What untitled callouts are called, by kind.
    ui_strings: Mapping[str, str] = field(default_factory=dict)
    locale: str = ""  # As Open Graph names it: the language and a territory.
    fallback: Language | None = None  # The language that it takes missing texts from.
    allowed_foreign_words: Sequence[str] = ()  # Words in another script that its prose may hold.
    url_segments: Sequence[str] = ()  # How other sites' addresses name it, other than by code and tag.

    def word(self, name: str, *parts: str) -> str:
        """Return what the machinery writes on pages in this language, with its parts filled in."""
        text = self._text("ui_strings", name, WORDS[name])
        word = "".join(chain.from_iterable(zip_longest(text.split("{}"), parts, fillvalue="")))
        return FallbackText(word, lang(text)) if lang(text) else word

    def callout(self, kind: str) -> str:
        """Return what an untitled callout of a kind is called, in English where no language names it.

        >>> language = Language("ja", "ja", "日本語", "", "", callouts={"tip": "ヒント"})
        >>> language.callout("tip"), language.callout("note"), language.callout("note").lang
        ('ヒント', 'Note', 'en')
        """
        return self._text("callouts", kind, kind.title())

    def _text(self, kind: str, name: str, english: str) -> str:
        """Return a text of a kind, or else that of the fallback language, or English, with the tag of its language."""
        known = [(getattr(each, kind), each.tag) for each in (self, self.fallback) if each]
        text, tag = next(((texts[name], tag) for texts, tag in known if name in texts), (english, _ENGLISH))
        return text if tag in (self.tag, self.tag.split("-")[0]) else FallbackText(text, tag)

    @property
    def writes_han(self) -> bool:
        """Whether the language is written with Han characters, as its tag says.

        >>> language = Language("zh", "zh-Hant-TW", "中文", "", "")
        >>> from dataclasses import replace
        >>> language.writes_han, replace(language, tag="zh-Latn").writes_han, replace(language, tag="en").writes_han
        (True, False, False)
        """
        primary, *others = self.tag.split("-")
        scripts = [part for part in others if len(part) == _SCRIPT]
        return scripts[0] in _HAN_SCRIPTS if scripts else primary in _HAN_LANGUAGES

    @property
    def parts_scripts(self) -> bool:
        """Whether spaces belong between Han and Latin, as in Chinese.

        >>> [Language("c", tag, "", "", "").parts_scripts for tag in ("zh-Hans", "ja", "en")]
        [True, False, False]
        """
        return self.writes_han and self.tag.split("-")[0] != "ja"

    @property
    def address_words(self) -> list[str]:
        """The words by which addresses name the language."""
        return [self.code, self.tag, *self.url_segments]
