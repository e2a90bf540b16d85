"""How many were killed or hurt: one module a kind of construction."""
