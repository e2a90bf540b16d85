"""Closed classes of English word forms, lower case, that several grammars ask for."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
WERE: Final = frozenset({"is", "are", "was", "were"})
"""The finite forms of "be" of a third person."""
POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
"""What marks an owner where it is glued to its word."""
