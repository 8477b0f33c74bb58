"""The files of the project: their names, where links lead, what was left open in them, pages and their modules."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from recompute.diagnostics import Diagnostics, Faults, LocatedError
from recompute.site.configuration import RecomputeConfig
from recompute.site.configuration_checks import check_options
from recompute.source.notebook import SUFFIX
from recompute.source.page_source import Source, conflicts, module_of
from recompute.source.text_file import is_special, read_text
from recompute.values.import_graph import relative

_OTHER_MARKDOWN = {".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd", ".mdtxt"}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*", re.ASCII)
_TEXTS = {".css", ".js", ".html", ".svg", ".yml", ".yaml", ".json"}
_OPENING = re.compile(r"/\*|[\"'{]")
_CSS = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|["'{}]""", re.DOTALL)


def check(options: RecomputeConfig, config: MkDocsConfig, *, serving: bool) -> None:
    """Raise PluginError where the site does not fit together, before anything is read; see `check_options`."""
    diagnostics = Diagnostics()
    check_options(options, config, diagnostics, serving=serving)
    root = Path(config.config_file_path).resolve().parent
    _check_files(Path(config.docs_dir).parent, root, diagnostics)
    for module in sorted(Path(root, options.package.partition(".")[0]).rglob("*.py")):
        diagnostics.add_all(relative(str(module), root), _module_faults(module))
    if diagnostics:
        raise PluginError(str(diagnostics))


def _module_faults(module: Path) -> Faults:
    """Yield why a module cannot be shown on a page: it is no file, not UTF-8, or holds marks of a conflict."""
    if not module.is_file():
        yield 1, "this is no file that can be read; put a module there, or give it another name"
        return
    try:
        yield from conflicts(read_text(module, "module", "put a module there"))
    except LocatedError as error:
        yield error.line, str(error)


def _check_files(docs: Path, root: Path, diagnostics: Diagnostics) -> None:
    """Note what is wrong with the files below the folder of the pages, by their paths from the root."""
    for folder, names, files in os.walk(docs):
        for path in (Path(folder, name) for name in sorted([*names, *files]) if not name.startswith(".")):
            found = _folder_faults(path, root) if path.name in names else _file_faults(path, root)
            diagnostics.add_all(relative(str(path), root), found)


def outside(path: Path, root: Path) -> str | None:
    """Return what is wrong with where a file is, once symbolic links are followed."""
    real = Path(os.path.realpath(path))  # Unlike `resolve`, it takes links that lead to one another.
    if not real.is_relative_to(root):
        return "it leads out of the project, through a symbolic link; put a copy there"
    if any(part.startswith(".") for part in real.relative_to(root).parts):
        return "it leads into a hidden folder or file; put a copy there"
    return None


def _folder_faults(folder: Path, root: Path) -> Faults:
    if folder.is_symlink():
        if folder.parent.resolve().is_relative_to(folder.resolve()):
            yield 1, "the folder links to one that it is in; remove the link"
        elif message := outside(folder, root):
            yield 1, message


def _file_faults(file: Path, root: Path) -> Faults:
    if file.suffix.lower() in _OTHER_MARKDOWN or (file.suffix.lower() == ".md" and file.suffix != ".md"):
        yield 1, "the name of a page ends in .md; rename the file"
    elif file.suffix in {".md", SUFFIX} and not _NAME.fullmatch(file.stem):
        yield 1, "the name of a page is made of ASCII letters, digits, - and _; rename the file"
    if (
        file.is_symlink() and not file.exists() and file.suffix not in {".md", SUFFIX}
    ):  # A page is reported as it is read.
        yield 1, "the symbolic link leads nowhere; remove it"
    elif file.is_symlink() and (message := outside(file, root)):
        yield 1, message
    elif is_special(file):
        yield 1, "this is a pipe, a socket or a device, of which no build reaches the end; put a file there"
    elif file.suffix in _TEXTS and file.is_file():
        text = file.read_bytes().decode("utf-8", "replace")
        yield from conflicts(text)
        if file.suffix == ".css" and (place := _unclosed(text)) is not None:
            yield text.count("\n", 0, place) + 1, f"{_OPENING.findall(text, place)[0]} is never closed; close it"


def _unclosed(css: str) -> int | None:
    """Return where a style sheet opens a comment, a text or a block that it never closes."""
    opened: list[int] = []
    for match in _CSS.finditer(css):
        token = match[0]
        if (token.startswith("/*") and not token.endswith("*/")) or token in {'"', "'"}:
            return match.start()
        if token == "{":
            opened.append(match.start())
        elif token == "}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def check_modules(
    sources: Mapping[str, Source], modules: Mapping[str, bool], package: str, diagnostics: Diagnostics
) -> None:
    """Note pages without a module and modules without a page; a module that is broken has its problem already."""
    pages = {module_of(path): page for path, page in sources.items()}
    folder = package.replace(".", "/")
    for module, page in pages.items():
        is_blank = not page.text[page.start :].strip()  # That is noted as it is.
        if module not in modules and page.sound and not is_blank and page.meta.get("values") is not False:
            file = f"{folder}/{module.replace('.', '/')}.py"
            message = f"the page has no module {file}; add it, or write values: false in the front matter"
            diagnostics.add(page.file, 1, message)
    for module in sorted(modules.keys() - pages.keys()):
        if modules[module]:
            continue
        message = "the module has no page of its name; add the page, or remove the module"
        diagnostics.add(f"{folder}/{module.replace('.', '/')}.py", 1, message)
