"""The checks of finished HTML: each number is computed or declared, = is exact as shown, totals add up.

`trace.trace` audits a page, and calls the other modules; a new check is one more function of its article.
"""
