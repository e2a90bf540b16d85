"""From corrected entries to a model that replaces the last one if it is no worse."""
