"""MkDocs and Material: plugin, configuration, one build for each language, page metadata, styles and fonts.

Nothing else imports them; `finished_pages` audits a folder of pages without them.
"""
