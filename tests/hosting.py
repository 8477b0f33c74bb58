"""The published site as a host shows it: packed with gzip, and with its own page for what is not there."""

from __future__ import annotations

import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

PACKED = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
packed = cache(gzip.compress)  # Pages share most of their files.


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the files of a folder, silently."""

    protocol_version = "HTTP/1.1"
    content = b""  # what is being served

    def send_head(self) -> io.BytesIO:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        content, kind = path.read_bytes(), self.guess_type(path)
        self.content = content
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith(PACKED):
            content = packed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return io.BytesIO(content)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # Whoever leaves a page while it loads wants no more of it.
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder for a while, and give its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
