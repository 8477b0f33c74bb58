"""Pages as they are written, with positions: tree, front matter, notebooks, controls, data files, index of pages.

`tree` parses a page once, with its `inlines`; headings, sections, links, formulas, digests and checks read that tree.
`lint`, `unread_blocks` and `literals` find what is wrong in it.
"""
