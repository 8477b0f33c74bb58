"""Translations: which version of the source each was made from, what differs from it, status and notices."""
