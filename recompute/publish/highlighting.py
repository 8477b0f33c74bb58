"""Highlight Python files in a process beside the build: reads JSON, code by file; writes JSON, HTML by file.

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


class Highlighting:
    """The highlighted code of files; each file is sent to a process once, as soon as it is known."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._batches: list[Future[dict[str, str]]] = []

    def begin(self, code: Mapping[str, str]) -> None:
        """Begin to highlight the code of files that are not begun."""
        batch = {file: text for file, text in code.items() if file not in self._begun}
        if batch:
            self._begun |= batch.keys()
            future: Future[dict[str, str]] = Future()
            self._batches.append(future)
            Thread(target=_highlight_beside, args=(batch, future), daemon=True).start()

    def result(self) -> dict[str, str]:
        """Wait for the HTML of all files; raises RuntimeError where a process failed."""
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


def main() -> None:
    """Answer the request on standard input."""
    from pygments import highlight  # The build itself need not import them.
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    lexer, formatter = PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)
    code = json.load(sys.stdin)
    json.dump(
        {file: "".join(_lines(text, highlight(text, lexer, formatter))) for file, text in code.items()}, sys.stdout
    )


if __name__ == "__main__":
    main()
