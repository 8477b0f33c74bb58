"""What is wrong with a configuration that MkDocs can read, at its lines: options that do not fit, and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, product
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from recompute.diagnostics import Diagnostics
from recompute.locale.language import Language, faults
from recompute.site import packages
from recompute.site.configuration import EXTENSION, PLACE, ConfigurationFile, LanguageConfig, RecomputeConfig, strings
from recompute.translation.prose import ALLOW, foreign
from recompute.values.numerals import numerals_in
from recompute.values.plain_text import unseen

OptionPath = tuple[str | int, ...]  # The names and places that lead to an option: "languages", "en", "comma".
Misfit = tuple[OptionPath, str]

_MARKUP = re.compile(r"[<>\"]")
_YEAR = re.compile(r"(?:©|\(c\)|&copy;) ?\d{4}(?:[-–]\d{4})?", re.IGNORECASE)
_OF_THE_SITE = ("site_name", "site_description", "site_author", "copyright", "repo_name")
_OF_A_LANGUAGE = ("site_name", "site_description")
_OF_THE_THEME = {"name", "title", "description", "note", "permalink_title", "anchorlink_title"}
_EXPRESSIONS = ("rounding_words_before", "rounding_words_after", "conjunctions")
_PACKAGES = ("package", "figures", "claims", "checks")


def check_options(options: RecomputeConfig, config: MkDocsConfig, diagnostics: Diagnostics, *, serving: bool) -> None:
    """Note where the site does not fit together; a server does without packages that are not installed."""
    _note(_misfits(options, config, serving=serving), config, diagnostics)


def _note(misfits: Iterable[Misfit], config: MkDocsConfig, diagnostics: Diagnostics) -> None:
    file = ConfigurationFile(Path(config.config_file_path), diagnostics)
    for path, message in misfits:
        diagnostics.add(file.name, file.line(*path), message)


def _misfits(options: RecomputeConfig, config: MkDocsConfig, *, serving: bool) -> Iterator[Misfit]:
    if faults_of_options := list(_misfits_of_options(options)):
        yield from faults_of_options
        return
    yield from _misfits_of_folders(options, config)
    if EXTENSION not in config.markdown_extensions:
        yield ("markdown_extensions",), f"add {EXTENSION!r} to markdown_extensions, which quotes the values"
    yield from _misfits_of_words(options.languages)
    for language in options.languages:
        yield from _misfits_of_language(language, options.languages, config)
    if options.math_font and options.math_font not in config.extra_css:
        message = f"add {options.math_font} to extra_css, where pages find the math font, or take math_font away"
        yield (*PLACE, "math_font"), message
    tags = [language.tag for language in options.languages]
    for message in packages.lacking(config, options.math_font, tags, options.install, serving=serving):
        yield ("plugins",), message


def _misfits_of_options(options: RecomputeConfig) -> Iterator[Misfit]:
    """Yield the options that say nothing that can be used, whatever the project holds."""
    if not options.languages:
        yield (*PLACE, "languages"), "languages is empty; list at least the language of the source"
    codes = [language.code for language in options.languages]
    for code in {code for code in codes if codes.count(code) > 1}:
        yield (*PLACE, "languages", code), f"two languages have the code {code!r}; give each its own"
    for name in ("style_sheet", "math_font", "status_page"):
        path = PurePosixPath(options[name])
        if path.is_absolute() or ".." in path.parts:
            yield (*PLACE, name), f"{name} leads out of the site; name a file in it"
    for language, option in product(options.languages, _EXPRESSIONS):
        for expression in language[option]:
            try:
                re.compile(expression)
            except re.error as error:
                message = f"{option} of {language.code} has {expression!r}: {error.msg}; write a regular expression"
                yield (*PLACE, "languages", language.code), message


def _misfits_of_folders(options: RecomputeConfig, config: MkDocsConfig) -> Iterator[Misfit]:
    """Yield the folders and modules that the configuration names and the project lacks."""
    docs, source = Path(config.docs_dir), options.languages[0].code
    page = options.status_page and docs.parent / source / options.status_page
    if page and page.exists():
        message = f"status_page names {options.status_page}, which is a page already; name one that is to be made"
        yield (*PLACE, "status_page"), message
    for language in options.languages:
        if not (docs.parent / language.code).is_dir():
            message = f"{docs.parent / language.code} is no folder; add it, with a page for each page of {source}"
            yield (*PLACE, "languages", language.code), message
    if docs.name != source:
        message = f"docs_dir ends in {docs.name!r}; let it end in {source!r}, the folder of the first language"
        yield ("docs_dir",), message
    root = Path(config.config_file_path).resolve().parent
    for name in _PACKAGES:
        if options[name] and not root.joinpath(*options[name].split(".")).is_dir():
            yield (*PLACE, name), f"{name} names {options[name]}, but there is no such package; correct its name"
    for place, group in enumerate(options.process_groups):
        for module in group:
            if not root.joinpath(*module.split(".")).with_suffix(".py").is_file():
                message = f"process_groups names {module}, but there is no such module; correct its name"
                yield (*PLACE, "process_groups", place, group.index(module)), message


def _misfits_of_words(languages: Sequence[LanguageConfig]) -> Iterator[Misfit]:
    """Yield the languages that lack the words by which the first says that a number is rounded."""
    first = languages[0]
    for name in ("rounding_words_before", "conjunctions"):
        for language in languages:
            if first[name] and not language[name]:
                words = f"list its words for what {first.code} says as {', '.join(first[name])}"
                yield (*PLACE, "languages", language.code), f"{language.code} has no {name}; {words}"


def _misfits_of_language(
    language: LanguageConfig, languages: Sequence[LanguageConfig], config: MkDocsConfig
) -> Iterator[Misfit]:
    place = (*PLACE, "languages", language.code)
    for fault in faults(strings(language, "ui_strings"), all_of_them=not language.fallback):
        yield (*place, "ui_strings"), f"{fault}, under ui_strings of {language.code}"
    complete = sorted(each.code for each in languages if not each.fallback)
    if language.fallback and language.fallback not in complete:
        message = f"{language.code} has the fallback {language.fallback!r}; name one of {', '.join(complete)}"
        yield (*place, "fallback"), message
    words = [Path(folder, "partials", "languages") for folder in config.theme.dirs]
    if any(folder.is_dir() for folder in words) and not any(
        (each / f"{language.tag}.html").is_file() for each in words
    ):
        file = f"partials/languages/{language.tag}.html"
        yield (*place, "tag"), f"the theme has no words in {language.tag}; add {file} to its custom_dir"


def check_texts(
    config: MkDocsConfig, options: Sequence[LanguageConfig], languages: Sequence[Language], diagnostics: Diagnostics
) -> None:
    """Note numbers that are typed in texts of the configuration, markup in them, and words in another script.

    Readers see these texts.
    """
    typed = ((path, message) for path, text in _texts(config, options) for message in _faults(path, text))
    _note(chain(typed, _foreign(config, options, languages)), config, diagnostics)


def _texts(config: MkDocsConfig, languages: Sequence[LanguageConfig]) -> Iterator[tuple[OptionPath, str]]:
    """Yield the texts that readers see: titles of the navigation, names and descriptions of the site, its words."""
    for name in _OF_THE_SITE:
        yield (name,), _YEAR.sub("", config[name] or "")
    yield from _titles(config.nav)
    yield from _named(config.extra, "extra")
    yield from _named(config.theme.get("palette"), "theme", "palette")
    yield from _named(config.mdx_configs, "markdown_extensions")
    for language in languages:
        yield ((*PLACE, "languages", language.code, "name"), language.name)
        yield from _texts_of(language)


def _texts_of(language: LanguageConfig) -> Iterator[tuple[OptionPath, str]]:
    """Yield the texts that readers of a language see."""
    place = (*PLACE, "languages", language.code)
    yield from (((*place, name), language[name]) for name in _OF_A_LANGUAGE)
    for option in ("callouts", "ui_strings"):
        yield from (((*place, option, str(key)), str(text)) for key, text in language[option].items())


def _foreign(
    config: MkDocsConfig, options: Sequence[LanguageConfig], languages: Sequence[Language]
) -> Iterator[Misfit]:
    """Yield the texts that readers of a language see in another script; all of them see the titles of `nav`."""
    for option, language in zip(options, languages, strict=True):
        for path, text in _texts_of(option):
            yield from ((path, message) for message in foreign(text, language, f"under {path[-1]}"))
    remedy = f"leave the title out, and every page gives its own, or {ALLOW}"
    for path, title in _titles(config.nav):
        found = (foreign(title, language, "under nav, which readers see", remedy) for language in languages)
        yield from ((path, message) for message in islice(chain.from_iterable(found), 1))


def _titles(nav: Any) -> Iterator[tuple[OptionPath, str]]:
    """Yield the titles of the navigation, at every level."""
    yield from ((path, str(path[-1])) for path, _ in _within(nav, ("nav",)) if isinstance(path[-1], str))


def _named(content: Any, *place: str) -> Iterator[tuple[OptionPath, str]]:
    """Yield the texts that a theme or an extension shows, at every level, by the names that such options have."""
    for path, item in _within(content, place):
        if isinstance(item, str) and (path[-1] in _OF_THE_THEME or path[-2] == "status"):
            yield path, item


def _within(content: Any, place: OptionPath) -> Iterator[tuple[OptionPath, Any]]:
    """Yield what an option holds, at every level, each with the names and places that lead to it."""
    if isinstance(content, Mapping):
        content = {str(name): item for name, item in content.items()}.items()
    elif isinstance(content, (list, tuple)):
        content = enumerate(content)
    else:
        return
    for name, item in content:
        yield (*place, name), item
        yield from _within(item, (*place, name))


def _faults(path: OptionPath, text: str) -> Iterator[str]:
    key = "nav" if path[0] == "nav" else path[-1]
    for numeral, _ in numerals_in(text.replace("{}", "")):
        yield f"{numeral} is typed by hand in {text!r}, under {key}; leave the number out"
    if message := unseen(text):
        yield f"under {key}, {message}"
    if _MARKUP.search(text):
        yield f"{text!r}, under {key}, has one of < > and straight quotes in it; write words and “…”"
