"""A ledger as one page that works from disk, and as plots for papers."""
