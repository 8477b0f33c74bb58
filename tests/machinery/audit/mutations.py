"""Random changes to the source of a page: characters, lines, tags, quotes, front matter."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

MARK = "7391"  # A typed number, which no page holds.
CHARACTERS = [
    *"{}$|<>&\\[]()`*_#~^%−-+:;,.!?@=/\"' \n\t0一万",
    "\u200b",
    "\u202e",
    "\u0301",
    "\ue001",
    "\0",
    "\r",
    "\x1b",
    "😀",
]
PIECES = [
    "<div>", "</div>", "<b>", "</b>", "<!--", "-->", "<!-- a -->", "<?a?>", "<![CDATA[", "<details>\n<!-- a -->\n",
    "<script>", "</article>", "<table>", "<p", "<td>", "</",
    "<a href=x>", '<span data-literal="a year">', '<span data-literal="a year">2016</span>',
    '<data data-ref="x.y">', "{{ x }}", "{{", "}}", "{{ K }}", "{{ logits }}", "{{ nothing.at_all[3]:.2f }}",
    "$", "$$", r"\frac{", r"\begin{aligned}", r"\text{", "^", "&", "```", "~~~", "    ", "> ", "- ", "1. ",
    "\n\n", "| a | b |\n|---|---|\n", "[[", "]]", "[[#x]]", "[@", "[@x/*]", "![](figure:x)", "*a*{ claim=x }",
    "{ #id }", "{ .class onclick=x }", "[a](javascript:x)", "&#48;.57", "&nbsp;", '--8<-- "x"', "--8<--",
    "> [!note]\n> ", '=== "a"\n\n    ', "#tag", "***", "__", "======", "<<<<<<< HEAD\n", "---\n", f" {MARK} ",
    f"`{MARK}`",
]  # fmt: skip
ENTRIES = [
    "3",
    "[",
    "{a: b}",
    "&a [*a]",
    "!!binary x",
    "null",
    "2020-99-99",
    "'",
    "[[[[",
    "a: b",
    "<b>",
    MARK,
    "{{ K }}",
    "|",
]


def mutated(text: str, random: Random) -> str:
    """Return a text with one to four random changes."""
    for _ in range(random.randint(1, 4)):
        text = random.choice(_CHANGES)(text, random)
    return text


def _place(text: str, random: Random) -> int:
    return random.randint(0, len(text))


def _insert_character(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + random.choice(CHARACTERS) * random.choice((1, 1, 1, 2, 50)) + text[at:]


def _insert_piece(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + random.choice(PIECES) * random.choice((1, 1, 1, 3, 40)) + text[at:]


def _delete(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + text[at + random.choice((1, 1, 2, 20)) :]


def _double(text: str, random: Random) -> str:
    start, end = sorted((_place(text, random), _place(text, random)))
    return text[:end] + text[start:end][:300] + text[end:]


def _change_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], random.choice((lines[one], "", lines[one].lstrip(), f"    {lines[one]}"))
    return "\n".join(lines)


def _change_entry(text: str, random: Random) -> str:
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else 1
    at = random.randrange(1, max(2, end))
    key = lines[at].partition(":")[0] if at < len(lines) else "title"
    lines[at : at + 1] = [f"{random.choice((key, 'titel', 'tags', 'hide', 'controls'))}: {random.choice(ENTRIES)}"]
    return "\n".join(lines)


_CHANGES: list[Callable[[str, Random], str]] = [
    _insert_character, _insert_piece, _insert_piece, _delete, _double, _change_lines, _change_entry,
]  # fmt: skip
