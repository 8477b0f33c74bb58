"""One type for all that is wrong: it names file, line, what and what to do, and is printed in three formats."""

from __future__ import annotations

import json

import pytest

from recompute.diagnostics import Diagnostic, Diagnostics, default_format, formatted

WRONG = [
    Diagnostic.of("b.md", 2, "late is wrong; mend it"),
    Diagnostic.of("a.md", 10, "“x; y” is wrong in it's own way; leave it, or let it be; either is fine"),
    Diagnostic.of("a.md", 9, "perhaps; see there", "warning"),
    Diagnostic.of("a.md", 9, "100% wrong"),
]


def test_a_message_parts_at_the_first_semicolon_that_is_not_quoted() -> None:
    assert [(each.what, each.advice) for each in WRONG] == [
        ("late is wrong", "mend it"),
        ("“x; y” is wrong in it's own way", "leave it, or let it be; either is fine"),
        ("perhaps", "see there"),
        ("100% wrong", ""),
    ]


def test_errors_come_first_in_the_order_of_files_and_lines() -> None:
    assert formatted(WRONG).splitlines() == [
        "a.md:9: 100% wrong",
        "a.md:10: “x; y” is wrong in it's own way; leave it, or let it be; either is fine",
        "b.md:2: late is wrong; mend it",
        "a.md:9: warning: perhaps; see there",
    ]


def test_as_json_each_is_an_object() -> None:
    assert json.loads(formatted(WRONG[2:3], "json")) == [
        {"file": "a.md", "line": 9, "what": "perhaps", "advice": "see there", "severity": "warning"}
    ]


def test_on_github_each_is_an_annotation_beside_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formatted(WRONG[1:], "github").splitlines()[3:] == [
        "::error file=a.md,line=9::100%25 wrong",
        "::error file=a.md,line=10::“x; y” is wrong in it's own way; leave it, or let it be; either is fine",
        "::warning file=a.md,line=9::perhaps; see there",
    ]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert default_format() == "github"
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert default_format() == "text"


def test_the_same_one_added_twice_counts_once() -> None:
    found = Diagnostics()
    assert not found
    for _ in range(2):
        found.add("a.md", 1, "it is wrong; mend it")
    assert str(found) == "a.md:1: it is wrong; mend it"
