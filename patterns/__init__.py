"""What the rules know: reviewable lines of data with their provenance, and no code."""
