"""Run notebooks in a process of their own: reads a JSON request, writes one line of JSON a notebook.

The request lists the notebooks, each as a list of the code of its cells, and says how long each may run, and whether it
is run twice. A line holds a pair of replies, the second of them null where it is run once. A reply holds what each cell
gave as pairs of type and text, the problems as `[cell, line within it, message]`, the package that is missing if one
is, the files of the project that were opened, and how many seconds it all took. Cells and their lines are counted from
0 and from 1.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import zmq
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from recompute.evaluation.processes import TOO_LONG, output_alone, received
from recompute.values.evaluators import ModuleResult
from recompute.values.import_graph import relative

PLAIN, MARKDOWN = "text/plain", "text/markdown"
_SHORTEST = 0.001  # seconds; 0 would be no limit
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"Cell In\s?\[(\d+)\], line (\d+)")
_NO_MODULE = re.compile(r"No module named '(\w+)")


def main() -> None:
    """Answer the request on standard input; whatever cells and kernels print past Jupyter goes to standard error."""
    request, root = received(), Path.cwd()
    with TemporaryDirectory() as folder, contextlib.suppress(BrokenPipeError), output_alone() as output:
        os.environ.update(_environment(folder, root))
        opened = _recorded(folder, root)
        for codes in request["notebooks"]:
            opened.write_text("", encoding="utf-8")
            reply = _run(codes, root, request["time_limit"])
            reply["opened"] = sorted({relative(line, root) for line in opened.read_text(encoding="utf-8").splitlines()})
            again = _run(codes, root, request["time_limit"]) if request["twice"] and not reply["problems"] else None
            output.write(json.dumps([reply, again]) + "\n")
            output.flush()


def _environment(folder: str, root: Path) -> dict[str, str]:
    """Return what makes a kernel the same everywhere: the project first, no settings of the user, a fixed hash seed."""
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    own = {"IPYTHONDIR": folder, "JUPYTER_RUNTIME_DIR": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return {**own, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}


def _recorded(folder: str, root: Path) -> Path:
    """Let each kernel write down what it opens; return the file."""
    startup, log = Path(folder, "profile_default/startup/opened.py"), Path(folder, "opened")
    startup.parent.mkdir(parents=True)
    write_opened = '__import__("recompute.evaluation.opened_files").evaluation.opened_files.write_opened'
    startup.write_text(f"{write_opened}({os.fspath(root)!r}, {os.fspath(log)!r})\n", encoding="utf-8")
    return log


class _ThisPython(KernelSpecManager):
    """Knows one kernel, the Python that runs this, whatever is registered on the machine."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how that kernel is started."""
        return KernelSpec(**get_kernel_dict())


def _run(codes: list[str], root: Path, limit: float) -> ModuleResult:
    began = time.monotonic()

    def remaining(cell: NotebookNode) -> float:
        return max(_SHORTEST, began + limit - time.monotonic())

    notebook = new_notebook(cells=[new_code_cell(code) for code in codes])
    encryption = "auto" if zmq.has("curve") else "disabled"  # A kernel that listens in the clear says so in each log.
    manager = AsyncKernelManager(kernel_spec_manager=_ThisPython(), transport_encryption=encryption)
    place = {"metadata": {"path": str(root)}}
    client = NotebookClient(notebook, km=manager, resources=place, timeout_func=remaining)
    client.shutdown_kernel = "immediate"  # There is nothing that it would have to save.
    reply: ModuleResult = {"outputs": [], "problems": [], "missing": None}
    try:
        with client.setup_kernel(cleanup_kc=True):
            for number, cell in enumerate(notebook.cells):
                _run_cell(client, number, cell, reply, limit)
                if reply["problems"]:
                    break
    except RuntimeError as error:
        reply["problems"].append((0, 1, f"Python cannot be started for the notebook: {_first_line(error)}"))
    return {**reply, "seconds": time.monotonic() - began}


def _run_cell(client: NotebookClient, number: int, cell: NotebookNode, reply: ModuleResult, limit: float) -> None:
    """Run a cell, noting what it gives, or the one problem that stops the notebook."""
    try:
        client.execute_cell(cell, number)
        shown = list(_shown(cell.outputs))
        reply["outputs"].append(shown)
        if sign := _CONTROL.search("".join(text for _, text in shown)):
            what = f"the cell gives the control character U+{ord(sign[0]):04X}, as colours do; print text alone"
            reply["problems"].append((number, 1, what))
    except CellExecutionError as error:
        _note(error, number, cell, client, reply)
    except CellTimeoutError:
        reply["problems"].append((number, 1, TOO_LONG.format(limit)))
    except DeadKernelError:
        reply["problems"].append((number, 1, "Python died while it ran this cell; run the notebook in Jupyter to see"))
    except _UnknownTypeError as error:
        what = f"the cell gives {error}, which is not supported; print text, or show IPython.display.Markdown"
        reply["problems"].append((number, 1, what))


class _UnknownTypeError(ValueError):
    """An output of a type that pages do not show."""


def _shown(outputs: list[NotebookNode]) -> Iterator[tuple[str, str]]:
    """Yield type and text of each output, all that is printed as one; standard error is for the log of the build."""
    streams = [output for output in outputs if output.output_type == "stream"]
    printed = "".join(stream.text for stream in streams if stream.name != "stderr")  # nbclient is quadratic here.
    for output in outputs:
        if output.output_type == "stream" and output.name == "stderr":
            sys.stderr.write(output.text)
        elif output.output_type == "stream":
            if printed:
                yield PLAIN, printed
            printed = ""
        elif MARKDOWN in output.data:
            yield MARKDOWN, output.data[MARKDOWN]
        elif set(output.data) == {PLAIN}:
            yield PLAIN, output.data[PLAIN]
        else:
            raise _UnknownTypeError(" and ".join(sorted(set(output.data) - {PLAIN})))


def _note(
    error: CellExecutionError, number: int, cell: NotebookNode, client: NotebookClient, reply: ModuleResult
) -> None:
    """Note an error at the deepest line of the notebook that it passed through."""
    message = f"{error.ename}: {_first_line(error.evalue)}".rstrip(": ")
    traceback = cell.outputs[-1].get("traceback", ())  # SystemExit leaves none.
    trace = _COLOUR.sub("", "\n".join(traceback))
    ran = [position for position, each in enumerate(client.nb.cells) if each.source.strip()]  # Blank cells do not run.
    lines = [(ran[int(count) - 1], int(line)) for count, line in _LINE.findall(trace)]
    missing = _NO_MODULE.match(error.evalue) if error.ename == "ModuleNotFoundError" else None
    if missing and importlib.util.find_spec(missing[1]) is None:
        reply["missing"] = missing[1]
    reply["problems"].append((*(lines or [(number, 1)])[-1], message))


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [""])[0]


if __name__ == "__main__":
    main()
