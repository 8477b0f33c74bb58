"""What is published beside the text of pages: provenance, values as JSON, source pages, search text."""
