"""What Material for MkDocs does that this site must not: its script asks each hreflang address for a sitemap."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import PluginError

_SELECTOR = "link[rel=alternate]"


def keep_to_own_host(site_dir: Path) -> None:
    """Let Material's script pass over hreflang links, which lead to pages of the published host and not to sites."""
    for bundle in (site_dir / "assets" / "javascripts").glob("bundle.*.min.js"):
        script = bundle.read_text(encoding="utf-8")
        if script.count(_SELECTOR) != 1:
            raise PluginError(
                f"{bundle.name} holds {_SELECTOR} {script.count(_SELECTOR)} times, not once; see {__file__}"
            )
        bundle.write_text(script.replace(_SELECTOR, f"{_SELECTOR}:not([hreflang])"), encoding="utf-8")
