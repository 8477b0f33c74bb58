"""What mkdocs.yml says of the plugin: the package of page values, the scenario, the languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig

from recompute.diagnostics import did_you_mean
from recompute.evaluation.group_runner import TIME_LIMIT
from recompute.locale.language import Language, faults, packaged
from recompute.site import packages
from recompute.site.settings import Settings

EXTENSION = "recompute"
_RENAMED = {
    "addresses": "url_segments",
    "apart": "process_groups",
    "approximately": "rounding_words_before",
    "borrows": "fallback",
    "foreign": "allowed_foreign_words",
    "or_so": "rounding_words_after",
    "words": "ui_strings",
}
_SAME = ("package", "scenario", "process_groups", "time_limit", "evaluate_twice", "install", "references", "glossary")


class _KnownOptions(base.Config):
    """Options of which an unknown name is an error that says what to write instead; MkDocs alone only warns."""

    def _validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        failed, warnings = super()._validate()
        known = [name for name, _ in self._schema]
        unknown = [name for name in self if name not in known]
        for name in unknown:
            hint = f"; write {_RENAMED[name]}" if name in _RENAMED else did_you_mean(name, known)
            failed.append((name, base.ValidationError(f"there is no option {name!r}{hint}")))
        return failed, [(name, warning) for name, warning in warnings if name not in unknown]


class LanguageConfig(_KnownOptions):
    """A language, as mkdocs.yml describes it; reference.yml says what each option means."""

    code = c.Type(str)
    tag = c.Type(str)
    name = c.Type(str)
    comma = c.Type(str, default=", ")
    rounding_words_before = c.ListOfItems(c.Type(str), default=[])
    rounding_words_after = c.ListOfItems(c.Type(str), default=[])
    conjunctions = c.ListOfItems(c.Type(str), default=[])
    site_name = c.Type(str)
    site_description = c.Type(str)
    callouts = c.Type(dict, default={})
    ui_strings = c.Type(dict, default={})
    locale = c.Type(str, default="")
    fallback = c.Optional(c.Type(str))
    allowed_foreign_words = c.ListOfItems(c.Type(str), default=[])
    url_segments = c.ListOfItems(c.Type(str), default=[])


class RecomputeConfig(_KnownOptions):
    """The plugin's options, as mkdocs.yml gives them; reference.yml says what each means."""

    package = c.Type(str)
    scenario = c.Type(str)
    figures = c.Optional(c.Type(str))
    claims = c.Optional(c.Type(str))
    checks = c.Optional(c.Type(str))
    process_groups = c.ListOfItems(c.ListOfItems(c.Type(str)), default=[])
    time_limit = c.Type((int, float), default=TIME_LIMIT)
    evaluate_twice = c.Type(bool, default=False)
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


def misfits(options: RecomputeConfig, config: MkDocsConfig, *, serving: bool) -> list[str]:
    """Return where the site does not fit together; a server does without packages that are not installed."""
    docs, source = Path(config.docs_dir), options.languages[0].code
    found = [
        f"{docs.parent / language.code} is no folder; add it, with a page for each page of {source}"
        for language in options.languages
        if not (docs.parent / language.code).is_dir()
    ]
    if docs.name != source:
        found.append(f"docs_dir ends in {docs.name!r}; let it end in {source!r}, the folder of the first language")
    found += _words_to_list(options.languages)
    if EXTENSION not in config.markdown_extensions:
        found.append(f"add {EXTENSION!r} to markdown_extensions, which quotes the values")
    complete = {language.code for language in options.languages if not language.fallback}
    for language in options.languages:
        all_of_them = not language.fallback
        words = _strings(language, "ui_strings")
        found += [f"{fault}, under ui_strings of {language.code}" for fault in faults(words, all_of_them)]
        if language.fallback and language.fallback not in complete:
            found.append(
                f"{language.code} has the fallback {language.fallback!r}; name one of {', '.join(sorted(complete))}"
            )
    found += [
        f"the theme has no words in {language.tag}; add partials/languages/{language.tag}.html to its custom_dir"
        for language in options.languages
        if not any((Path(folder) / f"partials/languages/{language.tag}.html").is_file() for folder in config.theme.dirs)
        and any((Path(folder) / "partials/languages").is_dir() for folder in config.theme.dirs)
    ]
    root = Path(config.config_file_path).resolve().parent
    found += [
        f"process_groups names {module}, but there is no such module; correct its name"
        for group in options.process_groups
        for module in group
        if not root.joinpath(*module.split(".")).with_suffix(".py").is_file()
    ]
    if options.math_font and options.math_font not in config.extra_css:
        found.append(f"add {options.math_font} to extra_css, where pages find the math font, or take math_font away")
    tags = [language.tag for language in options.languages]
    found += packages.lacking(config, options.math_font, tags, options.install, serving=serving)
    return found


def _words_to_list(languages: Sequence[LanguageConfig]) -> list[str]:
    """Return what to list for languages that lack the words by which the first says that a number is rounded."""
    first = languages[0]
    return [
        f"{language.code} has no {name}; list its words for what {first.code} says as {', '.join(first[name])}"
        for name in ("rounding_words_before", "conjunctions")
        for language in languages
        if first[name] and not language[name]
    ]


def _strings(language: LanguageConfig, option: str) -> dict[str, str]:
    """Return the strings of a language: those of the package, with what mkdocs.yml overrides."""
    return {**packaged(language.tag).get(option, {}), **language[option]}


def _languages(options: RecomputeConfig) -> tuple[Language, ...]:
    """Return the languages, each with its fallback language where it has one."""
    given = {
        each.code: {
            **{name: each[name] for name, _ in each._schema if name != "fallback"},
            "ui_strings": _strings(each, "ui_strings"),
            "callouts": _strings(each, "callouts"),
        }
        for each in options.languages
    }
    complete = {each.code: Language(**given[each.code]) for each in options.languages if not each.fallback}
    falling_back = {
        each.code: Language(**given[each.code], fallback=complete.get(each.fallback))
        for each in options.languages
        if each.fallback
    }
    return tuple({**complete, **falling_back}[each.code] for each in options.languages)


def sources(options: RecomputeConfig, config: MkDocsConfig) -> tuple[Path, set[str]]:
    """Return the folder of the project, and the names of the folders in it that a site is made of and tested by."""
    packages = filter(None, [options.package, options.scenario, options.figures, options.claims, options.checks])
    folders = {package.partition(".")[0] for package in packages}
    return Path(config.config_file_path).resolve().parent, {Path(config.docs_dir).parent.name, "tests", *folders}


def settings(options: RecomputeConfig, config: MkDocsConfig) -> Settings:
    """Return what a site needs to know of its configuration."""
    return Settings(
        root=Path(config.config_file_path).resolve().parent,
        docs=Path(config.docs_dir).parent,
        languages=_languages(options),
        figures=options.figures or "",
        claims=options.claims or "",
        checks=options.checks or "",
        **{name: options[name] for name in _SAME},
        status_page=options.status_page,
        symbols={letter: name for name, letters in options.symbols.items() for letter in letters},
        repository=config.repo_url,
        directories=config.use_directory_urls,
        snippets=dict(config.mdx_configs.get("pymdownx.snippets", {})),
    )


def opens_from_disk(config: MkDocsConfig) -> bool:
    """Tell whether Material makes a site that needs no host."""
    offline = config.plugins.get("material/offline")
    return bool(offline and offline.config["enabled"])


class ProjectError(Exception):
    """A folder whose mkdocs.yml is missing, or cannot be understood."""


def load(root: Path) -> tuple[RecomputeConfig, MkDocsConfig]:
    """Return the options of the plugin in a folder, and the configuration of its site.

    No plugin is loaded, which would take longer than most commands do; `mkdocs build` loads and checks them.

    Raises:
        ProjectError: The folder has no mkdocs.yml, or one that does not use the plugin as it is to be used.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise ProjectError(f"{root} has no mkdocs.yml; change to the folder of the project first")
    written = MkDocsConfig(config_file_path=str(file))
    with file.open("rb") as stream:
        written.load_file(stream)
    plugins = written.get("plugins") or []
    pairs = (next(iter(each.items())) if isinstance(each, dict) else (each, {}) for each in plugins)
    listed = plugins if isinstance(plugins, dict) else dict(pairs)
    if EXTENSION not in listed:
        raise ProjectError(f"{file} does not list {EXTENSION!r} under plugins; add it, or change to another folder")
    options = RecomputeConfig(config_file_path=str(file))
    options.load_dict(listed[EXTENSION] or {})
    failed, _ = options.validate()
    if failed:
        raise ProjectError("\n".join(f"{file}: {EXTENSION}: {name}: {error}" for name, error in failed))
    return options, load_config(str(file), plugins=[])


def folders(options: RecomputeConfig, config: MkDocsConfig) -> tuple[Path, Path]:
    """Return the folder of the pages in every language, and the package of the values."""
    root = Path(config.config_file_path).resolve().parent
    return Path(config.docs_dir).resolve().parent, root / options.package.partition(".")[0]
