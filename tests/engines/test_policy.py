"""Every page states what it may load, and each engine holds it to that: its own host, and nothing else."""

from __future__ import annotations

import json
from time import monotonic, sleep

from tests.engines.drivers import Engine
from tests.engines.test_every_page import PAGES
from tests.published import Site

ELSEWHERE = "http://127.0.0.1:9/"
ADD = "document.head.append(Object.assign(document.createElement('{}'), {{ {} }}))"
# What a page would ask of another host, or add to itself, and the directive by which each engine refuses it.
REQUESTS = {
    f"fetch('{ELSEWHERE}data').catch(() => {{}})": "connect-src",
    f"new Image().src = '{ELSEWHERE}picture.png'": "img-src",
    ADD.format("script", f"src: '{ELSEWHERE}a.js'"): "script-src",
    ADD.format("link", f"rel: 'stylesheet', href: '{ELSEWHERE}a.css'"): "style-src",
    ADD.format("script", "text: 'window.ran = true'"): "script-src",
    ADD.format("style", "textContent: 'body { color: red }'"): "style-src",
}
POLICY = """<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'self';"""
REFUSED = """new Promise(done => {
    document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), { once: true })
    setTimeout(() => done("nothing was refused"), 3000)
    %s
})"""


def test_each_engine_refuses_what_does_not_belong_to_the_page(engine: Engine, address: str, reports: list[str]) -> None:
    engine.open(f"{address}softmax/")
    refused = {request: engine.run(REFUSED % request) for request in REQUESTS}
    assert {request: found.removesuffix("-elem") for request, found in refused.items()} == REQUESTS
    assert engine.run("window.ran === undefined")
    end = monotonic() + 5
    while len(reports) < len(REQUESTS) and monotonic() < end:
        sleep(0.05)
    assert {json.loads(report)["csp-report"]["document-uri"] for report in reports} == {f"{address}softmax/"}
    reports.clear()


def test_every_page_has_a_policy(site: Site) -> None:
    pages = [*site.folder.rglob("*.html")]
    assert len(pages) > len(PAGES)
    assert [page for page in pages if POLICY not in page.read_text(encoding="utf-8")] == []
