"""Packages that only some set-ups have: a build that needs one stops without it, a server shows the pages all the same.

Who translates installs little: no package that cuts Chinese into words, that subsets a font, or that runs notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from recompute.site.configuration import listed_plugins
from recompute.source.notebook import SUFFIX

NOTEBOOKS = "mkdocs-jupyter"
SEARCH = ("jieba", "opencc")  # Words of Chinese, and their traditional spelling.
MATH_FONT = ("ziamath", "fontTools", "brotli")


def installed(*packages: str) -> bool:
    """Tell whether all these packages can be imported.

    >>> installed("json"), installed("json", "no_such_package")
    (True, False)
    """
    return all(find_spec(package) is not None for package in packages)


def lacking(config: MkDocsConfig, math_font: str, tags: list[str], install: str, *, serving: bool) -> Iterator[str]:
    """Yield what a site in these languages lacks of plugins and packages; a server does without packages."""
    runs_notebooks = NOTEBOOKS in config.plugins or (serving and not installed("mkdocs_jupyter"))
    if not runs_notebooks and any(Path(config.docs_dir).parent.rglob(f"*{SUFFIX}")):
        yield f"add {NOTEBOOKS!r} to plugins, which makes pages of the notebooks"
    absent = ", ".join(name for name in _needed(config, math_font, tags) if not installed(name))
    if absent and not serving:
        yield f"not installed, though the site needs it: {absent}; {install}"


def _needed(config: MkDocsConfig, math_font: str, tags: list[str]) -> Iterator[str]:
    if any(name.endswith("search") for name in config.plugins) and any(tag.startswith("zh") for tag in tags):
        yield from SEARCH
    if math_font:
        yield from MATH_FONT


def plugins_without_notebooks(file: Path) -> list[Any]:
    """Return the plugins of an mkdocs.yml without the one that makes pages of notebooks: MkDocs asks for each."""
    return [{name: options} for name, options in listed_plugins(file) if name != NOTEBOOKS]


def preview(root: Path, dev_addr: str | None = None) -> int:
    """Serve the site in a folder until it is interrupted, and return the exit status.

    MkDocs alone refuses a plugin that is not installed.

    Args:
        root: The folder of mkdocs.yml.
        dev_addr: Host and port, such as `localhost:8001`; those of mkdocs.yml where it is None.
    """
    from mkdocs.__main__ import State  # Slow to import.
    from mkdocs.commands.serve import serve

    file = root / "mkdocs.yml"
    _log = State()  # type: ignore[no-untyped-call] # It is shown on the terminal while this lives.
    options: dict[str, Any] = {} if installed("mkdocs_jupyter") else {"plugins": plugins_without_notebooks(file)}
    try:
        serve(str(file), dev_addr=dev_addr, **options)
    except MkDocsException as error:
        error.show()
        return 1
    return 0
