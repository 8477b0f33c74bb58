"""Doctests of pages and modules: every example runs, numbers compare by rounding, outdated outputs are rewritten."""
