"""Highlight Python files, many of them in a process beside the build: it reads JSON, code by file, and writes HTML.

Each line and each definition is in an element that a link can lead to.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from functools import cache
from threading import Thread

_FEW = 10_000  # characters, which take less time than a process takes to start


class Highlighting:
    """The highlighted code of files, each highlighted once: much code by a process, from when it is known."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._few: dict[str, str] = {}
        self._batches: list[Future[dict[str, str]]] = []

    def begin(self, code: Mapping[str, str]) -> None:
        """Begin to highlight the code of files that are not begun."""
        batch = {file: text for file, text in code.items() if file not in self._begun}
        self._begun |= batch.keys()
        if sum(map(len, batch.values())) < _FEW:
            self._few |= batch
        else:
            self._batches.append(Future())
            Thread(target=_highlight_beside, args=(batch, self._batches[-1]), daemon=True).start()

    def result(self) -> dict[str, str]:
        """Return the HTML of all files, for which it waits; raises RuntimeError where a process failed."""
        if self._few:
            self._batches.append(Future())
            self._batches[-1].set_result(_highlighted(self._few))
            self._few = {}
        return {file: text for future in self._batches for file, text in future.result().items()}


def _highlight_beside(batch: dict[str, str], future: Future[dict[str, str]]) -> None:
    command = [sys.executable, "-m", __name__]
    try:
        # Its errors go through a pipe, too: printed, they could seem to be those of a build that has ended meanwhile.
        done = subprocess.run(command, input=json.dumps(batch).encode(), capture_output=True, check=False)
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise RuntimeError(f"highlighting the source pages failed with exit code {done.returncode}: {reason}")
        future.set_result(json.loads(done.stdout))
    except Exception as error:  # It is raised where the result is waited for.
        future.set_exception(error)


@cache
def definitions(code: str) -> dict[int, int]:
    r"""Return the last line of each top-level definition by its first line, decorators included.

    >>> definitions("x = 1\n@cache\ndef f():\n    return x\n")
    {2: 4}
    """
    found: dict[int, int] = {}
    try:
        nodes = ast.parse(code).body
    except SyntaxError:  # A server may see a file that is being written.
        return found
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min(part.lineno for part in [node, *node.decorator_list])
            found[first] = node.end_lineno or first
    return found


def _lines(code: str, highlighted: str) -> Iterator[str]:
    """Yield highlighted code, each line and each definition in an element that a link can lead to."""
    last_lines, until = definitions(code), 0
    for number, line in enumerate(highlighted.splitlines(keepends=True), start=1):
        marked = f'<a href="#L{number}" data-line="{number}" tabindex="-1" aria-hidden="true"></a>{line}'
        if number in last_lines:
            until = last_lines[number]
            yield f'<span id="L{number}"><span>{marked}</span>'  # A link to the first line is one to the whole.
        else:
            yield f'<span id="L{number}">{marked}</span>'
        if number == until:
            yield "</span>"


def _highlighted(code: Mapping[str, str]) -> dict[str, str]:
    from pygments import highlight  # A build that leaves it to a process need not import them.
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    lexer, formatter = PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)
    return {file: "".join(_lines(text, highlight(text, lexer, formatter))) for file, text in code.items()}


def main() -> None:
    """Answer the request on standard input."""
    json.dump(_highlighted(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
