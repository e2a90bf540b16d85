"""Who acts or is acted upon."""
