"""The machinery: values computed while the site is built, quoted by name, every numeral traced."""

from recompute.declare import check, claim, figure, value

__all__ = ["check", "claim", "figure", "value"]
