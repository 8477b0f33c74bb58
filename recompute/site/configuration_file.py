"""mkdocs.yml as it is written: the line of each of its options."""

from __future__ import annotations

from pathlib import Path

from recompute.diagnostics import Diagnostics
from recompute.source import data_file
from recompute.source.data_file import Node


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
