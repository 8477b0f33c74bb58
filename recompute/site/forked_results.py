"""Results of a function for some of many items, made ahead of time on the other cores by forked processes."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Hashable, Sequence
from typing import BinaryIO, Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")

_FEW, _MOST = 12, 4  # Fewer items are not worth a copy; more processes than that gain little.
_ROOM = 1 << 20  # bytes of results that wait: with less, the two processes wait for each other within a page
_EVEN = 4  # After so many rounds a copy takes one more: this process has to take what they have made, too.


class ForkedResults(Generic[Item, Result]):
    """The results of a function for about every second item, or for more of them where there are more cores.

    What the function changes in a copy of the process is lost there: all that matters is to be in its result. Where
    there is no result, as the function failed or the copy was killed, whoever asks does the work, and meets the error.

    Args:
        function: What is called in the copies. Nothing that it waits for may be the work of a thread.
        items: In the order in which their results will be asked for.
    """

    def __init__(self, function: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._readers: dict[Item, BinaryIO] = {}
        self._processes: list[int] = []
        # Elsewhere copies are slow to make, or libraries of the system do not bear it.
        count = min(len(os.sched_getaffinity(0)), _MOST) if sys.platform == "linux" and len(items) >= _FEW else 1
        shares: list[list[Item]] = [[] for _ in range(count)]
        for place, item in enumerate(items, start=1):  # The first is for this process, or it would wait at once.
            shares[place % (_EVEN * count + 1) % count].append(item)
        for share in [*shares[:1], *shares[2:]] if count > 1 else []:
            self._readers |= dict.fromkeys(share, self._copy(function, share))

    def take(self, item: Item) -> Result | None:
        """Wait for the result for an item, if it is one of those that are worked on ahead of time."""
        reader = self._readers.pop(item, None)
        found: tuple[Item, Result] | None = None
        while reader is not None and (found is None or found[0] != item):
            try:
                found = pickle.load(reader)
            except Exception:  # The copy has ended, or could not send what it had.
                return None
        return found[1] if found else None

    def end(self) -> None:
        """End the copies; those whose results were all taken have ended."""
        for reader in self._readers.values():
            reader.close()
        for process in self._processes:
            os.waitpid(process, 0)
        self._readers, self._processes = {}, []
        atexit.unregister(self._kill)

    def _kill(self) -> None:
        """End the copies at once, where this process ends before its work is done: they write into its folder."""
        for process in self._processes:
            os.kill(process, signal.SIGKILL)
        self.end()

    def _copy(self, function: Callable[[Item], Result], items: Sequence[Item]) -> BinaryIO:
        """Let a copy of this process work on items, and return where their results are to be read."""
        read, write = os.pipe()
        with contextlib.suppress(OSError):  # There may be a limit for each user.
            fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, _ROOM)
        gc.freeze()  # A copy that looks for garbage copies all memory.
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # Threads only wait here.
            process = os.fork()
        if process:
            atexit.register(self._kill)
            os.close(write)
            self._processes.append(process)
            return os.fdopen(read, "rb")
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.close(read)
            with os.fdopen(write, "wb") as results:
                for item in items:
                    pickle.dump((item, function(item)), results, pickle.HIGHEST_PROTOCOL)
                    results.flush()
        finally:
            os._exit(0)  # Nothing of what the build registered for its end is to run here.
