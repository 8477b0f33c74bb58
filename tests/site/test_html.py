"""Every published page is valid for the Nu HTML checker, which VNU_JAR names; in CI it must be there."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.published import Site

ADVICE = (
    "to check the HTML, install Java, run npm install --prefix /tmp/checkers vnu-jar, and set VNU_JAR to its vnu.jar"
)


def test_every_page_is_valid_html(site: Site) -> None:
    jar = os.environ.get("VNU_JAR", "")
    if not jar or shutil.which("java") is None:
        (pytest.fail if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip)(ADVICE)
    pages = [str(page) for page in site.folder.rglob("*.html")]
    assert len(pages) > len(site.pages)  # the source pages and both pages for what is not there
    result = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "gnu", *pages], capture_output=True, text=True
    )
    assert result.stderr == ""
    assert result.returncode == 0
