"""Closed classes of English word forms, lower case, that several grammars ask for."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
PERIODS: Final = frozenset("hours day days week weeks month months year years".split())
"""Stretches of time that part events: an hour later it may be the same one."""
BE: Final = frozenset("be is are was were been being am 's 're 'm get gets got gotten".split())
"""Forms of "be" and of "get", which make a passive as well."""
HAVE: Final = frozenset("have has had having 've".split())
WERE: Final = frozenset({"is", "are", "was", "were"})
"""The finite forms of "be" of a third person."""
POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
"""What marks an owner where it is glued to its word."""
