"""Pages of the source code that numbers come from, and the links to them, here and in the repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from recompute.locale.language import Language
from recompute.markup.html import relative_url
from recompute.publish.highlighting import Highlighting, definitions
from recompute.source.text_file import git


@dataclass(frozen=True)
class Repository:
    """A commit of a repository on the web, the folder of the project in it, and files that are not as in the commit."""

    address: str
    commit: str
    folder: str = ""
    changed: frozenset[str] = frozenset()

    def link(self, file: str, first: int, last: int) -> str | None:
        """Return the address of a file's lines; a file that is not in the commit as it was built has none.

        >>> Repository("https://git.example/a/b/", "0c9", "docs/").link("x.py", 4, 6)
        'https://git.example/a/b/blob/0c9/docs/x.py#L4-L6'
        """
        if file in self.changed:
            return None
        lines = f"L{first}" if first == last else f"L{first}-L{last}"
        return f"{self.address.rstrip('/')}/blob/{self.commit}/{self.folder}{file}#{lines}"


def checked_out(root: Path, address: str | None) -> Repository | None:
    """Return the commit that a folder was checked out from; None without an address, git, or a commit."""
    if not address:
        return None
    place = git(root, "rev-parse", "HEAD", "--show-prefix")
    changed = git(root, "diff", "--name-only", "--relative", "-z", "HEAD")
    added = git(root, "ls-files", "--others", "-z")
    if place is None or changed is None or added is None:
        return None
    commit, folder = place.decode().splitlines()
    return Repository(address, commit, folder, frozenset((changed + added).decode().split("\0")))


_FOLDER = "source/"

# The colours are those that the reader has chosen on the site, if any, or else those of the system.
_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="description" content="{file}: {site_description}">
<title>{file} - {site_name}</title>
{links}
</head>
<body data-md-color-scheme="default" data-md-color-primary="custom" data-md-color-accent="custom">
<script>
{{
  const kept = {roots}.map(root => localStorage.getItem(new URL(root, location).pathname + ".__palette")).find(Boolean)
  const {{ media = "", scheme }} = kept ? JSON.parse(kept).color : {{}}
  const dark = /light|dark/.test(media) ? scheme === "slate" : matchMedia("(prefers-color-scheme: dark)").matches
  if (dark) document.body.dataset.mdColorScheme = "slate"
}}
</script>
<header class="source-header md-typeset">{homes}</header>
<main class="source md-typeset">
<h1>{file}</h1>
<div class="highlight"><pre translate="no"><code>{code}</code></pre></div>
</main>
</body>
</html>
"""


class Sources:
    """The files of the project that numbers come from: the pages that show them, and links to their lines."""

    def __init__(self, root: Path, repository: Repository | None = None, directories: bool = True) -> None:
        self.root, self.repository = root, repository
        self._index = "" if directories else "index.html"
        self._texts: dict[str, str] = {}
        self._highlighting = Highlighting()

    def text(self, file: str) -> str:
        """Return what is in a file."""
        if file not in self._texts:
            self._texts[file] = (self.root / file).read_text(encoding="utf-8")
        return self._texts[file]

    def link(self, file: str, line: int, url: str) -> str | None:
        """Return the address of a line for a page at `url`; a file that lies outside the project has none."""
        if Path(file).is_absolute():
            return None
        return f"{relative_url(f'{_FOLDER}{file}/{self._index}', url)}#L{line}"

    def repository_link(self, file: str, line: int) -> str | None:
        """Return the address of the definition at a line in the repository."""
        if Path(file).is_absolute() or not self.repository:
            return None
        return self.repository.link(file, line, definitions(self.text(file)).get(line, line))

    def begin(self, files: Iterable[str]) -> None:
        """Begin to highlight files while the build goes on."""
        self._highlighting.begin({file: self.text(file) for file in files if not Path(file).is_absolute()})

    def pages(
        self, files: Sequence[str], languages: Sequence[Language], linked: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the pages of these files by where they are to be written; they link to style sheets and an icon."""
        self.begin(files)
        highlighted = self._highlighting.result()
        for file in files:
            if not Path(file).is_absolute():
                here = f"{_FOLDER}{file}/"
                yield f"{here}index.html", _page(file, highlighted[file], here, languages, linked, self._index)


def _page(file: str, code: str, here: str, languages: Sequence[Language], linked: Sequence[str], index: str) -> str:
    folders = ["", *(f"{language.code}/" for language in languages[1:])]
    roots = [relative_url(folder, here) for folder in folders]
    links = [
        f'<link rel="{"stylesheet" if path.endswith(".css") else "icon"}" href="{relative_url(path, here)}">'
        for path in linked
    ]
    homes = [
        f'<a href="{relative_url(folder + index, here)}" lang="{language.tag}" hreflang="{language.tag}">'
        f"{escape(language.site_name)}</a>"
        for folder, language in zip(folders, languages, strict=True)
    ]
    return _PAGE.format(
        lang=languages[0].tag,
        file=escape(file),
        site_name=escape(languages[0].site_name),
        site_description=escape(languages[0].site_description),
        links="\n".join(links),
        roots=roots,
        homes="".join(homes),
        code=code,
    )


def theme_styles(site_dir: Path) -> list[str]:
    """Return the style sheets of the theme, where it is Material: their names end in a hash."""
    folder = site_dir / "assets" / "stylesheets"
    found = [path for name in ("main", "palette") for path in sorted(folder.glob(f"{name}.*.min.css"))]
    return [path.relative_to(site_dir).as_posix() for path in found]
