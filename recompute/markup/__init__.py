"""The Python-Markdown extension: quotes, formulas, claims, figures, citations, terms and wikilinks become HTML."""
