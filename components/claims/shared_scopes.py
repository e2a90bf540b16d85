"""Scopes of claims that are told together: the killed and the hurt, a whole and its parts."""

from __future__ import annotations

from typing import Final

from sitrep.components.claims.scopes import ScopeLinks
from sitrep.components.claims.view import Link, Telling

_JOINTS: Final = frozenset({"and", ",", "while"})
# Words behind which another event can be told.
_ANOTHER: Final = frozenset("; : . since when after before but where".split())
_REACH: Final = 12
# A count from this number on is a sum if one that is told with it is a large one.
_SUM_FROM: Final = 50


class SharedScopes(ScopeLinks):
    """Fills the scopes of casualties, those told together alike."""

    def scope_links(self, tellings: list[Telling]) -> dict[str, Link]:
        """The scopes of all casualties by id.

        A whole is a sum if a part of it is one.
        """
        links: dict[str, Link] = {}
        scopes: dict[str, str] = {}
        before: Telling | None = None
        for telling in tellings:
            key, whole = telling.span.id_, self.wholes.get(telling.span.id_)
            links[key] = self.scope_link(telling, scopes)
            if before is not None and self._told_together(before, telling):
                self._share(before, telling, links)
                scopes[before.span.id_] = links[before.span.id_].value
            scopes[key] = links[key].value
            if whole in links and links[whole].value != scopes[key] == "period":
                links[whole] = Link("period", "scope-of-part")
                scopes[whole] = "period"
            if whole is None:
                before = telling
        return links

    def _told_together(self, first: Telling, second: Telling) -> bool:
        """Whether one clause tells of the killed and the hurt: "killed two and hurt five"."""
        if first.sentence != second.sentence or first.span.label_ == second.span.label_:
            return False
        between = self.words.lower[first.span.end : second.span.start]
        return (
            len(between) <= _REACH
            and not _JOINTS.isdisjoint(between)
            and _ANOTHER.isdisjoint(between)
            and "0" not in (self.code_of(first.span), self.code_of(second.span))
        )

    def _share(self, first: Telling, second: Telling, links: dict[str, Link]) -> None:
        """Give two that are told together one scope, but for single victims."""
        one, other = links[first.span.id_], links[second.span.id_]
        if one.value == other.value or other.rule == "period-words":
            return
        if one.value == "period":
            if self.code_of(second.span) != "1":
                links[second.span.id_] = Link("period", "told-together")
        elif other.rule == "large-number":
            many = self.number_of(first.span) >= _SUM_FROM or self.code_of(first.span) == "hundreds"
            if many and not self._local(first.sentence):
                links[first.span.id_] = Link("period", "told-together")
        else:
            links[second.span.id_] = Link("incident", "")
