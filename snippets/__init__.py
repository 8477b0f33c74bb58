"""The mathematics of label smoothing, its example, and what the pages quote of it."""
