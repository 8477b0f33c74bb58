"""Each page of a folder states its policy, with a hash of each script in it; none is passed over."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from recompute.publish.content_policy import state_policies

PAGE = "<!doctype html><html><head>{charset}<script>{script}</script></head><body><p>Words.</p></body></html>"
META = '//meta[@http-equiv="Content-Security-Policy"]/@content'


def policy_of(page: Path) -> str:
    (policy,) = html.document_fromstring(page.read_text(encoding="utf-8")).xpath(META)
    return str(policy)


def sources(policy: str, directive: str) -> list[str]:
    (found,) = [part.split() for part in policy.split(";") if part.split()[0] == directive]
    return found[1:]


@pytest.mark.parametrize("charset", ['<meta charset="utf-8">', "<META CHARSET='UTF-8' />", "<meta charset=utf-8>"])
def test_a_page_lets_its_own_scripts_run_and_no_others(charset: str, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "index.html"
    page.parent.mkdir()
    page.write_text(PAGE.format(charset=charset, script="go()"), encoding="utf-8")
    state_policies(tmp_path)
    hashed = b64encode(sha256(b"go()").digest()).decode()
    assert sources(policy_of(page), "script-src") == ["'self'", f"'sha256-{hashed}'"]
    assert sources(policy_of(page), "default-src") == ["'self'"]


def test_a_page_that_has_no_place_for_a_policy_is_named(tmp_path: Path) -> None:
    (tmp_path / "bare.html").write_text(PAGE.format(charset="", script=""), encoding="utf-8")
    with pytest.raises(ValueError, match=r'^bare\.html has no <meta charset="utf-8">, .*; write it into its head$'):
        state_policies(tmp_path)
