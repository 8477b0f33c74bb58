"""Changes to Material for MkDocs: it loads the search index once it is needed, keeps terms whole, writes valid HTML."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from recompute.site.packages import installed
from recompute.values.import_graph import versions
from recompute.values.plain_text import HAN

_HAN = re.compile(f"[{HAN}]+")
_CHANGES = {
    'location.protocol!=="file:"': "!1",  # Fetch the index at the first search: it is larger than any page.
    '(e,"keyup")': '(e,"input")',  # Search what was pasted, spoken or drawn, too.
    '("search.highlight")?': '("search.highlight")&&location.search?',  # Nor for words to mark, where there are none.
    # Translations and data are no sites, whose maps to ask for, and from a copy read offline on another host at that.
    "link[rel=alternate]": "link[rel=alternate]:not([hreflang],[type])",
}
_SEARCH = {  # Its own cutting loses the last character of Han, and knows no other spelling.
    r'e=e.replace(new RegExp("\\p{sc=Han}+","gu"),s=>[...fe(s,this.index.invertedIndex)].join("* "))': (
        "e=indexedWords(e,this.index)"
    ),
}
_WORDS = Path(__file__).with_name("search_words.js")
_CHECK_BOX = re.compile(r'(<input [^>]*\btype="checkbox"[^>]*?) autocomplete="off"')


_ICON = re.compile(r'(<svg xmlns="[^"]+")(?= viewBox=)')


def change_script(site_dir: Path) -> None:
    """Let Material's script fetch nothing before it is needed, and its search know other spellings."""
    scripts = site_dir / "assets" / "javascripts"
    for bundle in scripts.glob("bundle.*.min.js"):
        _replace(bundle, _CHANGES)
    for worker in scripts.glob("workers/search.*.min.js"):
        _replace(worker, _SEARCH, _WORDS.read_text(encoding="utf-8"))


def _replace(file: Path, changes: Mapping[str, str], added: str = "") -> None:
    script = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        if script.count(old) != 1:
            raise PluginError(f"{file.name} holds {old} {script.count(old)} times, not once; see {__file__}")
        script = script.replace(old, new)
    file.write_text(script + added, encoding="utf-8")


def valid(output: str) -> str:
    """Return a page as HTML allows it: check boxes complete nothing. Icons keep their size without a style sheet."""
    return _ICON.sub(r'\1 height="24"', _CHECK_BOX.sub(r"\1", output))


def keep_whole(words: Iterable[str]) -> None:
    """Let the search find these words: it cuts Han into words with jieba, which knows no terms."""
    if installed("jieba"):  # A preview does without.
        for han in chain.from_iterable(map(_HAN.findall, words)):
            _keep_whole(han)


@cache  # Added once more, as a server would, a word counts for more.
def _keep_whole(han: str) -> None:
    import jieba

    jieba.add_word(han)


class VisibleTemplates(FileSystemLoader):
    """Lists no files in hidden folders, such as Material's ten thousand icons: MkDocs would drop them one by one."""

    def list_templates(self) -> list[str]:
        """Return the names of all other files."""
        found: set[str] = set()
        for searched in self.searchpath:
            for folder, folders, files in os.walk(searched):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(searched)
                found.update((below / name).as_posix() for name in files)
        return sorted(found)


def list_visible(theme: Theme) -> None:
    """Let the environment of a theme, once MkDocs makes it, list no hidden files."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        if type(env.loader) is FileSystemLoader:
            env.loader = VisibleTemplates(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def keep_compiled(env: Environment) -> None:
    """Let an environment keep its templates compiled in Jinja's folder for this user, where there can be one."""
    with contextlib.suppress(OSError, RuntimeError):
        env.bytecode_cache = _CompiledTemplates(env)


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates that are compiled again when their text, a package or an extension of Jinja has changed."""

    def __init__(self, env: Environment) -> None:
        around = sha256(repr((versions(), sorted(env.extensions))).encode()).hexdigest()[:16]
        super().__init__(pattern=f"__mkdocs_{around}_%s.cache")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
