"""The templates of a theme, found without a look at its hidden files and kept compiled between builds."""

from __future__ import annotations

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from recompute.values.import_graph import versions


class VisibleTemplates(FileSystemLoader):
    """Lists no files in hidden folders, such as Material's ten thousand icons: MkDocs would drop them one by one."""

    def list_templates(self) -> list[str]:
        """Return the names of all other files."""
        found: set[str] = set()
        for searched in self.searchpath:
            for folder, folders, files in os.walk(searched):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(searched)
                found.update((below / name).as_posix() for name in files)
        return sorted(found)


def list_visible(theme: Theme) -> None:
    """Let the environment of a theme, once MkDocs makes it, list no hidden files."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        if type(env.loader) is FileSystemLoader:
            env.loader = VisibleTemplates(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def keep_compiled(env: Environment) -> None:
    """Let an environment keep its templates compiled in Jinja's folder for this user, where there can be one."""
    with contextlib.suppress(OSError, RuntimeError):
        env.bytecode_cache = _CompiledTemplates(env)


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates that are compiled again when their text, a package or an extension of Jinja has changed."""

    def __init__(self, env: Environment) -> None:
        around = sha256(repr((versions(), sorted(env.extensions))).encode()).hexdigest()[:16]
        super().__init__(pattern=f"__mkdocs_{around}_%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
