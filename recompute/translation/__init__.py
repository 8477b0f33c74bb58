"""Translations: which version of its source a page was translated from, and what must agree between the two."""
