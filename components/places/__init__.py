"""Where: names of places, and what they denote in the gazetteer."""
