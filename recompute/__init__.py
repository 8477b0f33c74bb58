"""The machinery: values computed while the site is built, quoted by name, every numeral traced."""

from recompute.declare import check, claim, figure, value
from recompute.mark import Mark

__all__ = ["Mark", "check", "claim", "figure", "value"]
