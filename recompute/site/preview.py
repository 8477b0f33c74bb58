"""A server for who has not installed everything: MkDocs alone refuses a plugin that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.__main__ import State
from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from recompute.site.packages import installed, plugins_without_notebooks


def preview(root: Path, dev_addr: str | None = None) -> int:
    """Serve the site in a folder until it is interrupted, and return the exit status.

    Args:
        root: The folder of mkdocs.yml.
        dev_addr: Host and port, such as `localhost:8001`; those of mkdocs.yml where it is None.
    """
    file = root / "mkdocs.yml"
    _log = State()  # type: ignore[no-untyped-call] # It is shown on the terminal while this lives.
    options: dict[str, Any] = {} if installed("mkdocs_jupyter") else {"plugins": plugins_without_notebooks(file)}
    try:
        serve(str(file), dev_addr=dev_addr, **options)
    except MkDocsException as error:
        error.show()
        return 1
    return 0
