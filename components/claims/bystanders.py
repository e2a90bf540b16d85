"""Who is told of before deaths that are another's doing: the attacked, and who takes note."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.attack_nouns import DONE
from sitrep.components.claims.attackers import AttackerLinks
from sitrep.components.grammar.word_forms import BE, HAVE
from sitrep.components.grammar.word_tagger import FINITE

# Verbs between an attacker and the attack that kills, besides those of one that is ascribed.
_LAUNCHING: Final = (
    (DONE - {"out"}) | HAVE | {"ordered", "led", "committed", "opened", "made", "threw"}
)
# Verbs whose subject suffers an attack.
_SUFFERED: Final = frozenset({"faced", "suffered", "lost", "sustained", "survived", "escaped"})
# What stands before that which somebody looks into, speaks of or answers.
_DEALING: Final = frozenset("into on over about after following at amid despite since".split())
# What is done by those who only learn or speak of deaths.
_TAKES_NOTE: Final = frozenset(
    "received receives document documented documents recorded records registered registers "
    "verified mourned mourns mourn condemned condemns condemn deplored deplores regretted regrets "
    "denounced investigated investigates investigating ascribed probe probing buried counted "
    "welcomed urged urges lamented protested marked commemorated announced reported".split()
)


class Bystanders(AttackerLinks):
    """Tells which subjects have not done what is told behind them."""

    def _is_attacked(self, actor: Span) -> bool:
        """Whether an actor suffers: "a patrol was also attacked", "troops came under fire"."""
        following = self.words.lower[actor.end : actor.end + 3]
        if not _SUFFERED.isdisjoint(following[:2]) or "came under" in " ".join(following):
            return True
        return following[:1] in (["was"], ["were"]) and not self.cues_of.words("attack").isdisjoint(
            following
        )

    def _survives(self, actor: Span, group: int) -> bool:
        """Whether another's attack did it: "the governor escaped a bombing that killed three"."""
        lower = self.words.lower
        group = self._behind_adverbs(group, actor.end)
        attack = lower[group - 1] in ("that", "which") and self.words.tags[group - 2][:2] == "NN"
        return attack and _LAUNCHING.isdisjoint(lower[actor.end : group - 1])

    def _only_topic(self, event: int) -> bool:
        """Whether deaths are what something deals with: "a probe into the deaths of two"."""
        i = event - 1
        while i > 0 and self.words.tags[i] in ("DT", "JJ", "NN", "VBN"):
            i -= 1
        return self.words.lower[i] in _DEALING

    def _only_attends(self, actor: Span, group: int) -> bool:
        """Whether what an actor does or suffers kills nobody: the deaths are another's doing.

        As in "the council is appalled by the raid, killing two", "found the bodies of two".
        """
        lower, tags = self.words.lower, self.words.tags
        i = actor.end
        while i < group and (lower[i] in BE | HAVE or tags[i] in ("RB", "MD")):
            i += 1
        passive = BE.intersection(lower[actor.end : i]) and tags[i] in ("VBN", "VBD", "JJ")
        behind = lower[i + 1 : group]
        if passive and ("which" in behind or (tags[group] == "VBG" and "," in behind)):
            attacks = self.cues_of.words("attack")  # "was seen firing at the crowd, killing two"
            fired = any(lower[k] in attacks and tags[k][:2] == "VB" for k in range(i + 1, group))
            return "which" in behind or not fired
        # but "Police investigating a theft killed two", "the army reported killing two"
        if lower[i] == "buried":
            return True  # "says his unit buried five of its own"
        return lower[i] in _TAKES_NOTE and tags[group] not in FINITE and group > i + 1

    def _behind_adverbs(self, i: int, start: int) -> int:
        """The first of the adverbs that stand before token `i`."""
        while i > start and self.words.tags[i - 1] == "RB":
            i -= 1
        return i
