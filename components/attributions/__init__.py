"""Who says what: sources, cues, and the content that belongs to them."""
