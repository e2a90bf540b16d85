"""English as the taggers read it: tokens, sentences, tags, phrases, quantities and clauses."""
