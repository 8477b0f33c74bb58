"""Finished HTML: every numeral accounted for, = exact as shown, totals that add up."""
