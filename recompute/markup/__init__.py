"""The Python-Markdown extension: quotes, formulas, claims, figures, citations, terms and wikilinks become HTML.

`extension` registers a processor for each; `render_context` is what they know of the page and remember of it.
"""
