"""The configuration of a tiny site whose pages show Python."""

from __future__ import annotations

CONFIG = """\
site_name: Doctests
docs_dir: docs/en
plugins:
  - recompute:
      package: examples.pages
      scenario: examples.scenario:SCENARIO
      languages:
        - {code: en, tag: en, name: English, site_name: Doctests, site_description: Pages that show Python.}
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.quotes: {callouts: true}
  - pymdownx.snippets: {check_paths: true}
  - recompute
"""
