"""Who says that they did it: "claimed to have killed 30", "claimed responsibility"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.attackers import SIDES, inside
from sitrep.components.claims.bystanders import Bystanders
from sitrep.components.claims.view import Link, Telling, ranges
from sitrep.components.grammar.clauses import verb_group_start

_ARMED: Final = frozenset("SECURITY_FORCES MILITIA ARMED_GROUP INTERNATIONAL".split())
_CLAIM_REACH: Final = 7  # so many sentences behind the claim responsibility may be claimed
# What tells that somebody claims more than one attack.
_SEVERAL: Final = frozenset("attacks bombings blasts raids explosions both all two three".split())
_CLAIMS: Final = frozenset({"claim", "claims", "claimed", "claiming"})


class ClaimantLinks(Bystanders):
    """Binds casualties to those who claim them."""

    def _speaker(self, telling: Telling) -> Link | None:
        """Who says that it did it itself: "claimed to have killed 30", "they say they shot 10"."""
        lower, trigger = self.words.lower, telling.trigger
        group = verb_group_start(self.words, trigger, telling.sentence[0])
        subject = lower[max(group - 1, 0)]
        if not (
            subject in ("it", "they", "we", "having") or lower[group : group + 2] == ["to", "have"]
        ):
            return None
        said = self.said_at(telling.span.start)
        source = self.cues[said]["source"] if said is not None else None
        spans = [s for s in self.sources if s.id_ == source]
        found = [a for s in spans for a in self._agents if inside(a, s)]
        found = [a for a in found if a.label_ in _ARMED]
        return Link([a.id_ for a in found], "speaker", ranges(found)) if found else None

    def _responsible(self, telling: Telling, agents: list[Span]) -> Link | None:
        """Who claims responsibility in the claim's sentence or soon behind it."""
        lower = self.words.lower
        if "responsibility" not in self.lower:
            return None
        number = self.words.sentence_number(telling.sentence[0])
        for start, end in self.words.sentences[number : number + 1 + _CLAIM_REACH]:
            for i in range(start, end - 1):
                if lower[i] in _CLAIMS and lower[i + 1] == "responsibility":
                    if not self._means(telling, i + 2, end):
                        return None
                    sides = self._sides_of(telling.span)  # none claims to have killed its own
                    found = [a for a in agents if start <= a.start < i]
                    found = [a for a in found if SIDES.get(a.label_, a.label_) not in sides]
                    rule = "responsible" if found else ""
                    return Link([a.id_ for a in found], rule, ranges(found))
        return None

    def _means(self, telling: Telling, start: int, end: int) -> bool:
        """Whether an attack that somebody claims at tokens [start, end) is that of a casualty.

        It is none that has a sum over events, nor one before a newer attack with casualties of
        its own, nor one elsewhere.
        """
        told = {self.sentence_of(c.start) for c in self.casualties} - {telling.sentence}
        named, own = self._places_in([(start, end)]), self._places_in([telling.sentence])
        if own and named.isdisjoint(own) and not named.isdisjoint(self._places_in(told)):
            return False
        if self.cue("period", telling.sentence) is not None:
            return False
        if not _SEVERAL.isdisjoint(self.words.lower[start:end]):
            return True
        return not any(
            telling.sentence[1] <= sentence[0] < start and self._own_event(sentence)
            for sentence in told
        )

    def _places_in(self, stretches: Iterable[tuple[int, int]]) -> set[str]:
        """The names of the places in stretches of tokens."""
        return {
            place.text
            for start, end in stretches
            for place in self.places
            if start <= place.start < end
        }
