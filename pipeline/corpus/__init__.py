"""Gold: the corpus folder, its markup, its splits, and its entries as Docs."""
