"""The data files that pages cite: the bibliography and the glossary."""
