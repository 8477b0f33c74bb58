"""Pages as they are written, with positions: tree, front matter, notebooks, controls, data files, index of pages.

`tree` parses a page once; headings, sections, links, formulas, digests and checks read that tree.
"""
