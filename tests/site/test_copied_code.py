"""What the copy button of a code block gives runs by itself, and does what the function that it shows promises."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from recompute.testing.examples import RoundingChecker
from tests.published import LANGUAGE_TAGS
from tests.worked_examples import steps

if TYPE_CHECKING:
    from tests.published import Site

ROOT = Path(__file__).resolve().parents[2]


def namespace(code: str, folder: Path) -> dict[str, Any]:
    """Return what is there once a copied block has run, from a file, as MindSpore needs it."""
    file = folder / f"copied_{abs(hash(code))}.py"
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module  # Dataclasses look their module up.
    spec.loader.exec_module(module)
    return dict(vars(module))


def blocks(site: Site) -> list[tuple[str, str, str]]:
    """Return the file that each block names, its shown code and what it gives to be copied, once each."""
    found = [
        (block.find(".//span[@class='filename']").text, block.find(".//code").text_content(), block.get("data-copy"))
        for page in site.pages.values()
        for block in page.article.xpath(".//div[@data-copy]")
    ]
    return list(dict.fromkeys(found))


def shown_names(code: str) -> list[str]:
    return [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def test_every_block_of_the_project_can_be_copied(site: Site) -> None:
    including = re.compile(r'title="snippets/[^"]*"\n[> ]*--8<--')
    included = sum(len(including.findall(path.read_text("utf-8"))) for path in (ROOT / "docs").glob("*/*.md"))
    assert sum(len(page.article.xpath(".//div[@data-copy]")) for page in site.pages.values()) >= included > 30


def test_what_is_copied_needs_nothing_of_the_project(site: Site) -> None:
    for file, _, copied in blocks(site):
        names = {node.module for node in ast.walk(ast.parse(copied)) if isinstance(node, ast.ImportFrom)}
        assert not [name for name in names if str(name).startswith(("snippets", "recompute"))], file


def test_what_is_copied_runs_and_keeps_every_promise_of_the_docstring(site: Site, tmp_path: Path) -> None:
    checked = 0
    for file, shown, copied in blocks(site):
        if "mindspore" in file:
            pytest.importorskip("mindspore")
        module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
        for name in shown_names(shown):
            docstring = getattr(module, name).__doc__ or ""
            examples = doctest.DocTestParser().get_doctest(
                docstring, namespace(copied, tmp_path) | {"np": np}, name, file, 0
            )
            if "mindspore" in file:
                examples.globs |= {"ms": importlib.import_module("mindspore")}
            assert doctest.DocTestRunner(RoundingChecker(), verbose=False).run(examples).failed == 0, (file, name)
            checked += len(examples.examples)
    assert checked >= 20


def test_blocks_show_no_docstrings_and_no_checks_of_arguments(site: Site) -> None:
    for file, shown, _ in blocks(site):
        assert '"""' not in shown, file
        assert "check_epsilon(epsilon)\n" not in shown, file
        assert ast.parse(shown).body, file


def words_and_code(shown: str) -> tuple[int, int]:
    """Count the lines of docstrings and comments of some Python, and those of its code."""
    lines = shown.splitlines()
    words = {number for number, line in enumerate(lines, 1) if line.lstrip().startswith("#")}
    for node in ast.walk(ast.parse(shown)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                words |= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(words), sum(bool(line.strip()) for line in lines) - len(words & set(range(1, len(lines) + 1)))


def python_blocks(page: Any) -> list[str]:
    """Return the Python of a page that stands without prompts, cells of a notebook among it."""
    found = []
    for block in page.article.xpath(".//pre"):
        text = block.text_content()
        try:
            ast.parse(text)
        except SyntaxError:
            continue  # Another language, output, or a session with prompts.
        if re.search(r"^(def|class|import|from) ", text, re.MULTILINE):
            found.append(text)
    return found


def test_pages_show_no_more_lines_of_docstring_than_of_code(site: Site) -> None:
    assert words_and_code('def f():\n    """One\n    two."""\n    # three\n    return 1\n') == (3, 2)
    counts = [words_and_code(each) for page in site.pages.values() for each in python_blocks(page)]
    words, code = map(sum, zip(*counts, strict=True))
    assert len(counts) > 60
    assert 0 < words <= code, (words, code)


def test_blocks_of_the_project_have_more_lines_of_code_than_formulas(site: Site) -> None:
    lines = [line for _, shown, _ in blocks(site) for line in shown.splitlines()]
    assert sum(line.lstrip().startswith("#") for line in lines) < len(lines) / 2


@pytest.mark.parametrize("language", LANGUAGE_TAGS)
@pytest.mark.parametrize(("page", "section"), [("writing", "example"), ("contributing", "walkthrough")])
def test_the_files_of_a_worked_example_are_shown_whole(page: str, section: str, language: str, site: Site) -> None:
    shown = {block.text_content().strip() for block in site.pages[language, f"{page}/"].article.iter("code")}
    files = [step.code.strip() for step in steps(page, language, section) if step.kind in {"write", "see"}]
    assert files
    assert [code for code in files if code not in shown] == []
