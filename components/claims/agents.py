"""Who did it: the perpetrators that a clause or its sentence names, or who claims it later."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.attack_nouns import DONE, attacker
from sitrep.components.claims.attackers import DEVICES, SIDES
from sitrep.components.claims.claimants import ClaimantLinks
from sitrep.components.claims.view import Link, Telling, ranges
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.word_forms import BE, POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE

# Frames whose outcome word is a verb with the perpetrator as subject.
_ACTIVE: Final = frozenset({"active", "claim-lives", "shot-dead", "strike", "subset"})
# Frames of what somebody does to another.
_DEEDS: Final = frozenset({"active", "shot-dead", "strike"})
# Verbs of who comes upon the dead: "reported killed by residents".
_REPORTED: Final = frozenset({"found", "discovered", "reported", "identified"})
# Before a clause whose subject did it, rather than that of the main clause.
_WHEN: Final = frozenset({"when", "as", "after"})
_SUBJECT_NEAR: Final = 6
_APART: Final = frozenset({";", "but", "where"})
_DETERMINING: Final = frozenset({"DT", "JJ", "CD", "PRP$"})
# How far behind the word for the outcome a mine may stand that did it, in tokens.
_DEVICE_REACH: Final = 6
# Frames of sums and losses: who is near them has counted or lost, not killed.
_PASSIVE_ONLY: Final = frozenset({"toll", "lose", "lives-lost"})
# Frames of bodies: who is near them has found, counted or buried them.
_FOUND: Final = frozenset({"remains", "remains-of", "tally"})
_NO_OUTCOME: Final = _PASSIVE_ONLY | _FOUND
# Frames of which only the words in front of them can name who did it.
_AS_OBJECT: Final = _PASSIVE_ONLY | {"to-hospital"}
_INSTRUMENTS: Final = frozenset(
    "hands bullets bullet fire gunfire shots shot shells shell shelling rockets rocket snipers "
    "sniper guns knives batons units unit group bomb bombs missile missiles "
    "grenades grenade helicopters helicopter drone drones patrol patrols strikes strike "
    "airstrikes airstrike attack attacks raid raids bombardment assault ambush men".split()
)
# What makes a "group of marchers" a target: "fired on a group of …".
_TARGETED: Final = frozenset({"on", "against", "into", "upon"})
_BY_NEAR: Final = 14  # farther off, no other outcome may stand between
_BY_REACH: Final = 20


class AgentLinks(ClaimantLinks):
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
        found = self._by_phrase(telling, agents)
        if found is None and (whole not in done or self.rule_of(span) != "subset"):
            found = self._subject(telling, agents)
        found = found or self._of_attack(telling, agents) or self._civilian(telling)
        if found is not None:
            return found
        if whole is not None and whole in done and done[whole].value:
            return Link(done[whole].value, "perpetrator-of-whole", done[whole].words)
        if self.rule_of(span) in _PASSIVE_ONLY or self.code_of(span) == "0":
            return Link([], "")
        if self._by_device(telling):
            return self._responsible(telling, agents) or Link([], "")
        if (
            before is not None
            and before[1].value
            and before[0].sentence == telling.sentence
            and self.said_at(before[0].span.start) == self.said_at(span.start)
            and not self._breaks_off(before[0].span.end, span.start)
            and not self._is_relative(telling)
            and not self._sides_of(span)
            & {SIDES.get(a.label_, a.label_) for a in agents if a.id_ in before[1].value}
        ):
            return Link(before[1].value, "perpetrator-before", before[1].words)
        return self._attacker(telling, agents) or self._responsible(telling, agents) or Link([], "")

    def _by_device(self, telling: Telling) -> bool:
        """Whether a mine or bomb did it, and nobody else: "and a man was hurt by a mine"."""
        behind = self.words.lower[telling.trigger + 1 : telling.trigger + _DEVICE_REACH]
        return behind[:1] in (["by"], ["in"]) and not DEVICES.isdisjoint(behind)

    def _breaks_off(self, start: int, end: int) -> bool:
        """Whether another clause begins between two counts: "while …", "; a raid left two dead"."""
        between = self.words.lower[start:end]
        if ";" in between:
            return self.words.tags[start + between.index(";") + 1] != "PRP"
        return "while" in between or any(self._own_device(i, end) for i in range(start, end))

    def _civilian(self, telling: Telling) -> Link | None:
        """Those who bear no arms by name, where the words of the deed are plain.

        As in "herders killed two farmers", "shot dead by settlers", "villagers raided the camp,
        killing two", but not "found dead by villagers".
        """
        sentence, trigger, tags = telling.sentence, telling.trigger, self.words.tags
        lower = self.words.lower
        near = [
            a
            for a in self._civilians
            if sentence[0] <= a.start < sentence[1]
            and POSSESSIVES.isdisjoint(lower[a.end : a.end + 1])
        ]
        if not near:
            return None
        attacks = self.cues_of.words("attack")
        told = tags[trigger][:2] in ("VB", "NN") or lower[trigger - 1] in attacks
        if not told or not _REPORTED.isdisjoint(
            lower[max(trigger - 3, sentence[0]) : trigger]
        ):  # fmt: skip
            return None
        if telling.span.start < trigger:
            return self._by_phrase(telling, near) or self._of_attack(telling, near) or (
                self._attacker(telling, near))  # fmt: skip
        if self.rule_of(telling.span) not in _DEEDS:
            return None
        group = verb_group_start(self.words, trigger, sentence[0])
        direct = [
            a
            for a in near
            if a.end == group
            and not self._is_object(a, sentence[0])
            and not self._only_attends(a, group)
        ]
        if direct:
            found = self._coordinated(direct[0], [*self._agents, *near])
            return Link([a.id_ for a in found], "active-subject", ranges(found))
        return self._of_attack(telling, near) or self._attacker(telling, near)

    def _by_phrase(self, telling: Telling, agents: list[Span]) -> Link | None:
        lower, tags = self.words.lower, self.words.tags
        trigger, sentence = max(telling.trigger, telling.sentence[0]), telling.sentence
        start = max(telling.span.end - 1, trigger)
        trigger = trigger if trigger == telling.trigger else telling.span.start
        for actor in agents:
            if not (trigger < actor.start < sentence[1]) or actor.start - start > _BY_REACH:
                continue
            others = [t for t in self._triggers if start < t < actor.start]
            if others and (
                actor.start - start > _BY_NEAR or "by" in lower[start + 1 : min(others)]
            ):  # "one was killed by a bomb, and two were hurt by rebels"
                continue
            i = actor.start - 1
            while i > trigger and (
                tags[i] in ("DT", "JJ", "CD", "PRP$", "VBN", "NNP", "NN", "NNS", "POS", "RB")
                or lower[i] in ("of", "''", "``", '"', "“")
            ):
                if lower[i] in _INSTRUMENTS and lower[i + 1] == "of" and lower[i - 1] in (
                    "the", "of", "a", "one", "to", "under",
                ) and _TARGETED.isdisjoint(lower[i - 2 : i]):  # fmt: skip
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
        first, end = telling.sentence
        own = [i for i in range(first, telling.trigger) if self._own_device(i, telling.trigger)]
        start = own[-1] + 1 if own else first
        actor = attacker(self.words, nouns, agents, telling.trigger, start, end)
        if actor is None or self.rule_of(telling.span) in _NO_OUTCOME:
            return None
        found = self._coordinated(actor, agents)
        return Link([a.id_ for a in found], "attack-by", ranges(found))

    def _of_violence(self, by: int, trigger: int) -> bool:
        """Whether the verb or noun that a "by" belongs to is the outcome or an attack."""
        lower, tags = self.words.lower, self.words.tags
        attacks = self.cues_of.words("attack", "weapon")
        for i in range(by - 1, trigger, -1):
            if lower[i] in attacks or i in self._triggers:
                return "which" not in lower[trigger:i]  # "… from the village, which was raided by"
            if tags[i] in ("VBN", "RP") and lower[i] in DONE:
                continue  # "an attack carried out by"
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
        if rule == "event-of" and self._only_topic(trigger):
            return None
        if rule in _FOUND or any(
            c.id_ == whole and self.rule_of(c) in _FOUND for c in self.casualties if whole
        ):
            return None
        start = self._content_start(trigger, sentence)
        if any(w.startswith("accus") for w in lower[sentence[0] : trigger]):
            start = sentence[0]
        group = verb_group_start(self.words, trigger, start)
        link = self._relative(group, start, agents)
        if link is not None:
            return link
        start = self._clause_of(group, trigger, start, agents)
        subjects = [
            a
            for a in agents
            if start <= a.start < trigger
            and not self._is_object(a, start)
            and not self._is_source(a)
            and not self._is_attacked(a)
            and not self._only_attends(a, group)
        ]
        if subjects:
            nearest = subjects[-1] if subjects[-1].end >= group - 1 else subjects[0]
            if self._survives(nearest, group):
                return None
            found = self._coordinated(nearest, agents)
            others = [a for a in found if SIDES.get(a.label_, a.label_) not in self._sides_of(span)]
            found = others or found  # "troops and rebels clashed, killing two soldiers"
            return Link([a.id_ for a in found], "active-subject", ranges(found))
        return self._speaker(telling)

    def _is_relative(self, telling: Telling) -> bool:
        """Whether a claim is told of somebody or something else: "a bomb which killed two"."""
        group = verb_group_start(self.words, telling.trigger, telling.sentence[0])
        i = self._behind_adverbs(group, telling.sentence[0])
        return i > telling.sentence[0] and self.words.lower[i - 1] in ("which", "who")

    def _relative(self, group: int, start: int, agents: list[Span]) -> Link | None:
        """Who is meant by the "who" before the verb group at token `group`.

        An empty link of one who is no agent: "police freed a man who had shot two clerks".
        """
        lower = self.words.lower
        i = self._behind_adverbs(group, start)
        if i > start and lower[i - 1] == "and":  # "pursued rebels who raided the mill and killed"
            i = self._behind_adverbs(self._first_deed(i - 1, start), start)
        if i <= start or lower[i - 1] != "who":
            return None
        end = i - 1 - (lower[i - 2] == ",")
        found = [a for a in agents if a.end == end]
        if not found and end < i - 1:
            return None  # "rebels of the north, who killed two"
        return Link([a.id_ for a in found], "relative" if found else "", ranges(found))

    def _first_deed(self, joint: int, start: int) -> int:
        """Where the attack is told that "and" at token `joint` joins another deed to."""
        attacks = self.cues_of.words("attack")
        for i in range(joint - 1, start, -1):
            if self.words.tags[i] in FINITE:
                deed = self.words.lower[i] in attacks
                return verb_group_start(self.words, i, start) if deed else start
        return start

    def _clause_of(self, group: int, trigger: int, start: int, agents: list[Span]) -> int:
        """Where the clause whose subject can have done it begins.

        That is behind the last "when" or "as" with an agent behind it ("troops fled when rebels
        fired, killing two"), or behind a ";", "but" or "where" with a subject of its own behind it
        ("troops hold Kut, where a bomb killed two").
        """
        lower, tags = self.words.lower, self.words.tags
        for i in range(group - 1, start, -1):
            if self._own_device(i, group):
                return i + 1
            if group - 1 > i and tags[i + 1] != "PRP" and (
                lower[i] == ";" or (lower[i] in _APART and tags[trigger] in FINITE)
            ):  # fmt: skip
                return i + 1
            if lower[i] == "that" and any(
                i < a.start < group and _DETERMINING.issuperset(tags[i + 1 : a.start])
                for a in agents
            ):
                return i + 1  # "had a report that armed men raided the mill and killed two"
            if lower[i] in _WHEN and any(
                i < a.start <= i + _SUBJECT_NEAR and a.start < group for a in agents
            ):
                return i + 1
        return start
