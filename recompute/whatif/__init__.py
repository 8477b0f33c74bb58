"""The controls of a page: its numbers, claims and figures at every position of its controls."""
