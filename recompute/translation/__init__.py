"""Translations: which version of the source each was made from, what differs from it, status and notices.

`document` is a page read for comparison, `pages` all of them, `validation` every check, `workflow` the commands, and
`overview` the page of their status.
"""
