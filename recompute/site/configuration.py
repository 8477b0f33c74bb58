"""What mkdocs.yml says of the plugin: the package of page values, the scenario, the languages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from recompute.locale.language import Language
from recompute.locale.ui_strings import faults
from recompute.site.settings import Settings
from recompute.source.notebook import SUFFIX

EXTENSION = "recompute"
NOTEBOOKS = "mkdocs-jupyter"


class LanguageConfig(base.Config):
    """A language, as mkdocs.yml describes it.

    `borrows` names, by its code, the language that lends what this one lacks: words of notices, meanings of values,
    titles of figures, terms. Without it, whatever is lacking stops the build. `foreign` lists words in another script
    that its pages may hold, `addresses` how other sites' addresses name it.
    """

    code = c.Type(str)
    tag = c.Type(str)
    name = c.Type(str)
    comma = c.Type(str, default=", ")
    approximately = c.ListOfItems(c.Type(str), default=[])
    or_so = c.ListOfItems(c.Type(str), default=[])
    conjunctions = c.ListOfItems(c.Type(str), default=[])
    site_name = c.Type(str)
    site_description = c.Type(str)
    callouts = c.Type(dict, default={})
    words = c.Type(dict, default={})
    locale = c.Type(str, default="")
    borrows = c.Optional(c.Type(str))
    foreign = c.ListOfItems(c.Type(str), default=[])
    addresses = c.ListOfItems(c.Type(str), default=[])


class RecomputeConfig(base.Config):
    """The plugin's options: the package of page values, the scenario, the languages, the source first.

    `figures` is the package of the figures' modules, `claims` that of modules with claims, where a page's own grows
    long, `checks` that of modules that compute values in another way. `apart` lists modules that take long, each list
    to be evaluated in a process of its own. `install` says how to install what is missing. `symbols` gives classes to
    identifiers of formulas. `math_font` is the style sheet, among those of `extra_css`, that is to hold the math font;
    without it, none is made. `style_sheet` is one that is made of all the others. `card` is a module whose
    `draw(scenario)` returns the picture beside a shared link, as PNG; `license` the address of the text's license.
    `references` and `glossary` are data files, by their paths from mkdocs.yml. `status_page` is the path, in each
    language, of a generated page that tells the state of all translations; it belongs into the nav.
    """

    package = c.Type(str)
    scenario = c.Type(str)
    figures = c.Optional(c.Type(str))
    claims = c.Optional(c.Type(str))
    checks = c.Optional(c.Type(str))
    apart = c.ListOfItems(c.ListOfItems(c.Type(str)), default=[])
    install = c.Type(str, default="install it")
    symbols = c.Type(dict, default={})
    languages = c.ListOfItems(c.SubConfig(LanguageConfig))
    style_sheet = c.Optional(c.Type(str))
    math_font = c.Optional(c.Type(str))
    card = c.Optional(c.Type(str))
    license = c.Optional(c.Type(str))
    references = c.Optional(c.Type(str))
    glossary = c.Optional(c.Type(str))
    status_page = c.Optional(c.Type(str))


def check(options: RecomputeConfig, config: MkDocsConfig) -> None:
    """Raise PluginError where the site does not fit together, before anything is read."""
    docs, source = Path(config.docs_dir), options.languages[0].code
    found = [
        f"{docs.parent / language.code} is no folder; add it, with a page for each page of {source}"
        for language in options.languages
        if not (docs.parent / language.code).is_dir()
    ]
    if docs.name != source:
        found.append(f"docs_dir ends in {docs.name!r}; let it end in {source!r}, the folder of the first language")
    if EXTENSION not in config.markdown_extensions:
        found.append(f"add {EXTENSION!r} to markdown_extensions, which quotes the values")
    lenders = {language.code for language in options.languages if not language.borrows}
    for language in options.languages:
        all_of_them = not language.borrows
        found += [f"{fault}, under words of {language.code}" for fault in faults(language.words, all_of_them)]
        if language.borrows and language.borrows not in lenders:
            found.append(f"{language.code} borrows from {language.borrows!r}; name one of {', '.join(sorted(lenders))}")
    found += [
        f"the theme has no words in {language.tag}; add partials/languages/{language.tag}.html to its custom_dir"
        for language in options.languages
        if not any((Path(folder) / f"partials/languages/{language.tag}.html").is_file() for folder in config.theme.dirs)
        and any((Path(folder) / "partials/languages").is_dir() for folder in config.theme.dirs)
    ]
    root = Path(config.config_file_path).resolve().parent
    found += [
        f"apart names {module}, but there is no such module; mend its name"
        for group in options.apart
        for module in group
        if not root.joinpath(*module.split(".")).with_suffix(".py").is_file()
    ]
    if options.math_font and options.math_font not in config.extra_css:
        found.append(f"add {options.math_font} to extra_css, where pages find the math font, or take math_font away")
    if NOTEBOOKS not in config.plugins and any(docs.parent.rglob(f"*{SUFFIX}")):
        found.append(f"add {NOTEBOOKS!r} to plugins, which makes pages of the notebooks")
    if found:
        raise PluginError("\n".join(f"mkdocs.yml:1: {fault}" for fault in found))


def _languages(options: RecomputeConfig) -> tuple[Language, ...]:
    """Return the languages, those that borrow with their lenders."""
    told = {each.code: {key: item for key, item in each.items() if key != "borrows"} for each in options.languages}
    lenders = {each.code: Language(**told[each.code]) for each in options.languages if not each.borrows}
    borrowers = {
        each.code: Language(**told[each.code], lender=lenders.get(each.borrows))
        for each in options.languages
        if each.borrows
    }
    return tuple({**lenders, **borrowers}[each.code] for each in options.languages)


def settings(options: RecomputeConfig, config: MkDocsConfig) -> Settings:
    """Return what a site needs to know of its configuration."""
    return Settings(
        root=Path(config.config_file_path).resolve().parent,
        docs=Path(config.docs_dir).parent,
        package=options.package,
        scenario=options.scenario,
        languages=_languages(options),
        figures=options.figures or "",
        claims=options.claims or "",
        checks=options.checks or "",
        apart=options.apart,
        install=options.install,
        symbols={letter: name for name, letters in options.symbols.items() for letter in letters},
        references=options.references,
        glossary=options.glossary,
        status_page=options.status_page,
        repository=config.repo_url,
        directories=config.use_directory_urls,
        snippets=dict(config.mdx_configs.get("pymdownx.snippets", {})),
    )


def load(root: Path) -> MkDocsConfig:
    """Return the configuration of the site in a folder."""
    return load_config(str(root / "mkdocs.yml"))


def folders(config: MkDocsConfig) -> tuple[Path, Path]:
    """Return the folder of the pages in every language, and the package of the values."""
    root = Path(config.config_file_path).resolve().parent
    package = config.plugins[EXTENSION].config.package
    return Path(config.docs_dir).resolve().parent, root / package.partition(".")[0]
