"""Build sites whose numbers are computed while they are built, quoted by name, and accounted for on the finished pages.

What an author of values, claims, checks and figures needs is imported from here. The rooms, each importing only those
above it:

- `diagnostics`: what is wrong, in which file and line, and what to do; sorted and formatted in one place
- `locale`: the languages of a site, their interface strings, and the fallback of what is not translated
- `values`: functions of a scenario: declared, evaluated, looked up, checked against others, and written as numbers
- `source`: pages as they are written: the tree of a page, notebooks, controls, data files, the index of all pages
- `library`: the bibliography and the glossary
- `markup`: the Python-Markdown extension; a new kind of quote is a processor here, and a pattern in `source.tree`
- `whatif`: the controls of a page, and what it shows at each of their positions
- `evaluation`: the processes in which modules and notebooks run
- `audit`: the checks of finished HTML; a new one is called by `audit.trace`
- `publish`: what is published beside the pages: the list of numbers, JSON, source pages, search text
- `translation`: what a translation lacks, records and shows; the columns of the status page are in
  `translation.overview`
- `site`: MkDocs and Material, which nothing else imports
- `testing`, `cli`: the pytest plugin, and the commands
"""

from recompute.values.decorators import check, claim, figure, value
from recompute.values.svg import Mark

__all__ = ["Mark", "check", "claim", "figure", "value"]
