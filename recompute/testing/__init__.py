"""The pytest plugin: examples of pages and modules run, numbers compare by rounding, outputs are rewritten."""
