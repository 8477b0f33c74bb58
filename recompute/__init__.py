"""The machinery: values computed while the site is built, quoted by name, every numeral traced."""

from recompute.values.decorators import check, claim, figure, value
from recompute.values.svg_element import Mark

__all__ = ["Mark", "check", "claim", "figure", "value"]
