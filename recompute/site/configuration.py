"""Reads mkdocs.yml: the lines of options, those of the plugin as `Options` types them, and the settings of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig

from recompute.diagnostics import CommandError, Diagnostics, did_you_mean
from recompute.locale.language import Language, packaged
from recompute.markup.extension import RecomputeExtension
from recompute.markup.render_context import RenderContext
from recompute.site.settings import Options, Settings
from recompute.source import data_file
from recompute.source.data_file import Node

EXTENSION = "recompute"
PLACE = ("plugins", EXTENSION)  # of the options in mkdocs.yml
_RENAMED = {
    "addresses": "url_segments",
    "apart": "process_groups",
    "approximately": "rounding_words_before",
    "borrows": "fallback",
    "foreign": "allowed_foreign_words",
    "or_so": "rounding_words_after",
    "words": "ui_strings",
}


class ConfigurationFile:
    """The nodes of a configuration file; what is wrong with it as a data file is noted, such as a name given twice."""

    def __init__(self, path: Path, diagnostics: Diagnostics) -> None:
        self.name = path.name
        self._root = data_file.read(path, path.name, diagnostics)

    def line(self, *path: str | int) -> int:
        """Return the line of an option, or of the nearest one around it that is written.

        Args:
            path: The names that lead to it. In a list, an item is known by its place, by the one name that it has, as
                a plugin is, or by its `code`, as a language is.
        """
        node, line = self._root, 1
        for name in path:
            node = _within(node, name) if node else None
            line = node.line if node else line
        return line


def _within(node: Node, name: str | int) -> Node | None:
    content = node.content
    if isinstance(content, dict):
        return content.get(str(name))
    if not isinstance(content, list):
        return None
    if isinstance(name, int):
        return content[name] if name < len(content) else None
    for item in content:
        if isinstance(item.content, dict) and name in item.content:
            return item.content[name]
        if _is_called(item, name):
            return item
    return None


def _is_called(item: Node, name: str) -> bool:
    code = item.content.get("code") if isinstance(item.content, dict) else item
    return code is not None and code.content == name


def _mkdocs_option(hint: Any, default: Any = MISSING) -> base.BaseConfigOption[Any]:
    """Return the option of MkDocs that checks a field of a dataclass."""
    given: dict[str, Any] = (
        {} if default is MISSING else {"default": list(default) if isinstance(default, tuple) else default}
    )
    if isinstance(hint, UnionType):  # Another language, or none: mkdocs.yml names it by its code.
        return c.Optional(c.Type(str))
    if is_dataclass(hint):
        return c.SubConfig(LanguageConfig)
    if (origin := get_origin(hint)) is None:
        types: Any = (int, float) if hint is float else hint
        return c.Type(types, **given)
    return (
        _Texts(dict, **given)
        if issubclass(origin, Mapping)
        else c.ListOfItems(_mkdocs_option(get_args(hint)[0]), **given)
    )


class _Texts(c.Type[dict[str, str]]):
    """Texts by names."""

    def run_validation(self, value: object) -> dict[str, str]:
        texts = super().run_validation(value)
        if name := next((name for name, text in texts.items() if not isinstance(text, str)), None):
            raise base.ValidationError(f"{name!r} is {texts[name]!r}; write a text")
        return texts


class _CheckedOptions(base.Config):
    """Options with the fields of a dataclass; an unknown one is an error that says what to write instead."""

    def __init_subclass__(cls, of: type) -> None:
        hints = get_type_hints(of)
        for each in fields(of):
            default = each.default_factory() if each.default_factory is not MISSING else each.default
            option = _mkdocs_option(hints[each.name], default)
            setattr(cls, each.name, option)
            option.__set_name__(cls, each.name)
        super().__init_subclass__()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def _validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        failed, warnings = super()._validate()
        known = [name for name, _ in self._schema]
        unknown = [name for name in self if name not in known]
        for name in unknown:
            hint = f"; write {_RENAMED[name]}" if name in _RENAMED else did_you_mean(name, known)
            failed.append((name, base.ValidationError(f"there is no option {name!r}{hint}")))
        located: base.ConfigErrors = [
            (name, base.ValidationError(self._located(name, str(error)))) for name, error in failed
        ]
        return located, [(name, warning) for name, warning in warnings if name not in unknown]

    def _located(self, name: str, message: str) -> str:
        """Return a message with the line of the option that it is about, unless it has one of an option within."""
        path = Path(self.config_file_path)
        if not path.is_file() or f"{path.name}:" in message:
            return message
        return f"{path.name}:{ConfigurationFile(path, Diagnostics()).line(*PLACE, *self._place(), name)}: {message}"

    def _place(self) -> list[str]:
        return []


class LanguageConfig(_CheckedOptions, of=Language):
    """A language, as mkdocs.yml describes it."""

    def _place(self) -> list[str]:
        return ["languages", str(self.get("code"))]


class RecomputeConfig(_CheckedOptions, of=Options):
    """The plugin's options, as mkdocs.yml gives them."""


def strings(language: LanguageConfig, option: str) -> dict[str, str]:
    """Return the strings of a language: those of the package, with what mkdocs.yml overrides."""
    return {**packaged(language.tag).get(option, {}), **language[option]}


def _languages(options: RecomputeConfig) -> tuple[Language, ...]:
    """Return the languages, each with its fallback language where it has one."""
    found: dict[str, Language] = {}
    for each in sorted(options.languages, key=lambda each: bool(each.fallback)):  # A fallback language has none.
        found[each.code] = Language(
            **{
                **each,
                "fallback": found.get(each.fallback),
                "ui_strings": strings(each, "ui_strings"),
                "callouts": strings(each, "callouts"),
            }
        )
    return tuple(found[each.code] for each in options.languages)


def settings(options: RecomputeConfig, config: MkDocsConfig) -> Settings:
    """Return what a site needs to know of its configuration."""
    given = {each.name: options[each.name] for each in fields(Options)}
    return Settings(
        **{**given, "languages": _languages(options)},
        root=Path(config.config_file_path).resolve().parent,
        docs=Path(config.docs_dir).parent,
        repository=config.repo_url,
        directories=config.use_directory_urls,
        snippets=dict(config.mdx_configs.get("pymdownx.snippets", {})),
    )


def extensions(config: MkDocsConfig, page: RenderContext) -> list[Any]:
    """Return the Markdown extensions of a site, with this page's own instead of the name or of another page's."""
    return [
        RecomputeExtension(page) if each == EXTENSION or isinstance(each, RecomputeExtension) else each
        for each in config.markdown_extensions
    ]


def opens_from_disk(config: MkDocsConfig) -> bool:
    """Tell whether Material makes a site that needs no host."""
    offline = config.plugins.get("material/offline")
    return bool(offline and offline.config["enabled"])


def listed_plugins(file: Path) -> list[tuple[str, Any]]:
    """Return the plugins that an mkdocs.yml lists, with their options; none is loaded."""
    written = MkDocsConfig(config_file_path=str(file))
    with file.open("rb") as stream:
        written.load_file(stream)
    plugins = written.get("plugins") or []
    items = [plugins] if isinstance(plugins, dict) else plugins
    return [pair for item in items for pair in (item.items() if isinstance(item, dict) else [(item, {})])]


def load(root: Path) -> tuple[Settings, MkDocsConfig]:
    """Return the settings of the site in a folder, and its configuration.

    No plugin is loaded, which would take longer than most commands do; `mkdocs build` loads and checks them.

    Raises:
        CommandError: The folder has no mkdocs.yml, or one that does not use the plugin as it is to be used.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise CommandError(f"{root} has no mkdocs.yml; change to the folder of the project first")
    listed = dict(listed_plugins(file))
    if EXTENSION not in listed:
        raise CommandError(f"{file} does not list {EXTENSION!r} under plugins; add it, or change to another folder")
    options = RecomputeConfig(config_file_path=str(file))
    options.load_dict(listed[EXTENSION] or {})
    failed, _ = options.validate()
    if failed:
        raise CommandError("\n".join(f"{file}: {EXTENSION}: {name}: {error}" for name, error in failed))
    config = load_config(str(file), plugins=[])
    return settings(options, config), config
