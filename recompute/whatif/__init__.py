"""What-if: the numbers of a page for every position of its controls, computed while the site is built."""
