"""Sources as they are written: pages, front matter, fences, notebooks, controls and data files, with positions."""
