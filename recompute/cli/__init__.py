"""The commands of `python -m recompute`, by subject."""
