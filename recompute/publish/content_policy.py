"""The Content-Security-Policy in each page: with it, the browser itself asks no other host."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_CHARSET = re.compile(r"""<meta charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Tables, figures and formulas carry style attributes, from Markdown, matplotlib and TeX; engines that do not
# distinguish these from style elements go by style-src.
_POLICY = (
    "default-src 'self'; script-src 'self'{}; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'self'"
)


def state_policies(site_dir: Path) -> None:
    """Let each page of a finished site state what it may load: files of its own host, and the scripts in it.

    Raises:
        ValueError: A page does not say that it is UTF-8, after which its policy belongs.
    """
    not_found = [file.read_text(encoding="utf-8") for file in site_dir.rglob("404.html")]
    for file in site_dir.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        written = not_found if file.name == "404.html" else []  # Each may put another language's in its place.
        if not _CHARSET.search(page):
            name = file.relative_to(site_dir)
            raise ValueError(f'{name} has no <meta charset="utf-8">, which its policy follows; write it into its head')
        file.write_text(_with_policy([page, *written]), encoding="utf-8")


def _with_policy(pages: list[str]) -> str:
    """Return the first of these pages with a policy that lets the scripts of all of them run."""
    scripts = dict.fromkeys(script for page in pages for script in _SCRIPT.findall(page))
    hashes = "".join(f" 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(hashes)}">'
    return _CHARSET.sub(lambda match: f"{match[0]}\n{meta}", pages[0], count=1)
