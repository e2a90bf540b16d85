"""Annotated entries to annotation tools and back. `entries.py` has the form between all of them."""
