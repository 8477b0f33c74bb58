"""MkDocs and Material: plugin, configuration, one build for each language, page metadata, styles and fonts."""
