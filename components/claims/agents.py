"""Who did it: the perpetrators that a clause or its sentence names, or who claims it later."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.attack_nouns import DONE, attacker
from sitrep.components.claims.attackers import SIDES, AttackerLinks, inside
from sitrep.components.claims.view import Link, Telling, ranges
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.word_forms import BE, HAVE

# Frames whose outcome word is a verb with the perpetrator as subject.
_ACTIVE: Final = frozenset({"active", "claim-lives", "shot-dead", "strike", "subset"})
_ARMED: Final = frozenset("SECURITY_FORCES MILITIA ARMED_GROUP INTERNATIONAL".split())
# Verbs between an attacker and the attack that kills, besides those of one that is ascribed.
_LAUNCHING: Final = DONE | HAVE | {"ordered", "led", "committed", "opened", "made", "threw"}
# Frames of sums and losses: who is near them has counted or lost, not killed.
_PASSIVE_ONLY: Final = frozenset({"toll", "lose", "lives-lost"})
# Frames of bodies: who is near them has found, counted or buried them.
_FOUND: Final = frozenset({"remains", "remains-of"})
_NO_OUTCOME: Final = _PASSIVE_ONLY | _FOUND
# Frames of which only the words in front of them can name who did it.
_AS_OBJECT: Final = _PASSIVE_ONLY | {"to-hospital"}
_INSTRUMENTS: Final = frozenset(
    "hands bullets bullet fire gunfire shots shot shells shell shelling rockets rocket snipers "
    "sniper guns knives batons units unit group bomb bombs missile missiles "
    "grenades grenade helicopters helicopter drone drones patrol patrols strikes strike "
    "airstrikes airstrike attack attacks raid raids bombardment assault ambush men".split()
)
_BY_NEAR: Final = 14  # farther off, no other outcome may stand between
_BY_REACH: Final = 20
_CLAIM_REACH: Final = 7  # so many sentences behind the claim responsibility may be claimed
_CLAIMS: Final = frozenset({"claim", "claims", "claimed", "claiming"})


class AgentLinks(AttackerLinks):
    """Binds casualties to perpetrators."""

    def agent_link(
        self, telling: Telling, done: dict[str, Link], before: tuple[Telling, Link] | None
    ) -> Link:
        """By-phrase, "at the hands of", subject of the active verb, or of the attack told of.

        A part takes those of its whole, and a count that the sentence adds to another those of
        the other; `done` are the links of earlier casualties, `before` the last of them.
        """
        span = telling.span
        agents = self._agents
        whole = self.wholes.get(span.id_)
        found = self._by_phrase(telling, agents) or self._subject(telling, agents)
        found = found or self._of_attack(telling, agents)
        if found is not None:
            return found
        if whole is not None and whole in done and done[whole].value:
            return Link(done[whole].value, "perpetrator-of-whole", done[whole].words)
        if self.rule_of(span) in _PASSIVE_ONLY or self.code_of(span) == "0":
            return Link([], "")
        if (
            before is not None
            and before[1].value
            and before[0].sentence == telling.sentence
            and self.said_at(before[0].span.start) == self.said_at(span.start)
            and "while" not in self.words.lower[before[0].span.end : span.start]
            and not self._sides_of(span)
            & {SIDES.get(a.label_, a.label_) for a in agents if a.id_ in before[1].value}
        ):
            return Link(before[1].value, "perpetrator-before", before[1].words)
        return self._attacker(telling, agents) or self._responsible(telling, agents) or Link([], "")

    def _by_phrase(self, telling: Telling, agents: list[Span]) -> Link | None:
        lower, tags = self.words.lower, self.words.tags
        trigger, sentence = max(telling.trigger, telling.sentence[0]), telling.sentence
        start = max(telling.span.end - 1, trigger)
        trigger = trigger if trigger == telling.trigger else telling.span.start
        for actor in agents:
            if not (trigger < actor.start < sentence[1]) or actor.start - start > _BY_REACH:
                continue
            if actor.start - start > _BY_NEAR and any(
                start < other < actor.start for other in self._triggers
            ):
                continue
            i = actor.start - 1
            while i > trigger and (
                tags[i] in ("DT", "JJ", "CD", "PRP$", "VBN", "NNP", "NN", "NNS", "POS")
                or lower[i] in ("of", "''", "``", '"', "“")
            ):
                if lower[i] in _INSTRUMENTS and lower[i + 1] == "of" and lower[i - 1] in (
                    "the", "of", "a", "one", "to", "under",
                ):  # fmt: skip
                    found = self._coordinated(actor, agents)
                    return Link([a.id_ for a in found], "at-the-hands-of", ranges(found))
                i -= 1
            in_time = lower[i + 2 : i + 3] == ["time"]
            if lower[i] == "by" and not in_time and self._of_violence(i, trigger):
                found = self._coordinated(actor, agents)
                return Link([a.id_ for a in found], "by-phrase", ranges(found))
        return None

    def _of_attack(self, telling: Telling, agents: list[Span]) -> Link | None:
        """Whose the attack was: "a raid by rebels killed two", "died in a raid blamed on them"."""
        nouns = self.cues_of.words("attack", "weapon")
        actor = attacker(self.words, nouns, agents, telling.trigger, *telling.sentence)
        if actor is None or self.rule_of(telling.span) in _NO_OUTCOME:
            return None
        found = self._coordinated(actor, agents)
        return Link([a.id_ for a in found], "attack-by", ranges(found))

    @cached_property
    def _triggers(self) -> frozenset[int]:
        """The tokens of all outcome words."""
        triggers = [self.attrs[span.id_]["trigger"] for span in self.casualties]
        return frozenset(self.token_at(t["start"]) for t in triggers if t)

    def _of_violence(self, by: int, trigger: int) -> bool:
        """Whether the verb or noun that a "by" belongs to is the outcome or an attack."""
        lower, tags = self.words.lower, self.words.tags
        attacks = self.cues_of.words("attack", "weapon")
        for i in range(by - 1, trigger, -1):
            if lower[i] in attacks or i in self._triggers:
                return "which" not in lower[trigger:i]  # "… from the village, which was raided by"
            if tags[i] in ("VBN", "VBD", "VBZ", "VBP", "VBG", "VB"):
                return False
        return True

    def _subject(self, telling: Telling, agents: list[Span]) -> Link | None:
        lower = self.words.lower
        trigger, sentence, span = telling.trigger, telling.sentence, telling.span
        rule = self.rule_of(span)
        active = rule in _ACTIVE or (span.start > trigger and rule not in _AS_OBJECT)
        if not active or not BE.isdisjoint(lower[max(telling.clause[0], trigger - 2) : trigger]):
            return None
        whole = self.wholes.get(span.id_)
        if rule in _FOUND or any(
            c.id_ == whole and self.rule_of(c) in _FOUND for c in self.casualties if whole
        ):
            return None
        start = self._content_start(trigger, sentence)
        if any(w.startswith("accus") for w in lower[sentence[0] : trigger]):
            start = sentence[0]
        subjects = [
            a
            for a in agents
            if start <= a.start < trigger
            and not self._is_object(a, start)
            and not self._is_source(a)
            and not self._is_attacked(a)
        ]
        if subjects:
            group = verb_group_start(self.words, trigger, start)
            nearest = subjects[-1] if subjects[-1].end >= group - 1 else subjects[0]
            if self._survives(nearest, group):
                return None
            found = self._coordinated(nearest, agents)
            others = [a for a in found if SIDES.get(a.label_, a.label_) not in self._sides_of(span)]
            found = others or found  # "troops and rebels clashed, killing two soldiers"
            return Link([a.id_ for a in found], "active-subject", ranges(found))
        return self._speaker(telling)

    def _is_attacked(self, actor: Span) -> bool:
        """Whether an actor suffers: "a patrol was also attacked, leaving two dead"."""
        following = self.words.lower[actor.end : actor.end + 3]
        return following[:1] in (["was"], ["were"]) and not self.cues_of.words("attack").isdisjoint(
            following
        )

    def _survives(self, actor: Span, group: int) -> bool:
        """Whether another's attack did it: "the governor escaped a bombing that killed three"."""
        lower = self.words.lower
        attack = lower[group - 1] in ("that", "which") and self.words.tags[group - 2][:2] == "NN"
        return attack and _LAUNCHING.isdisjoint(lower[actor.end : group - 1])

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
                    found = [a for a in agents if start <= a.start < i]
                    return Link([a.id_ for a in found], "responsible", ranges(found))
        return None

    def _is_source(self, actor: Span) -> bool:
        return any(s.start <= actor.start and actor.end <= s.end for s in self.sources)
