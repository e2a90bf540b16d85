"""Who did it: the perpetrators that a clause, its sentence or the one before it names."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claim_attacks import DONE, attacker
from sitrep.components.claim_view import LOCATIVE, ClaimView, Link, Telling, ranges
from sitrep.components.clauses import verb_group_start
from sitrep.components.tagger import FINITE
from sitrep.components.word_forms import BE, HAVE

_AGENTS: Final = frozenset(
    "SECURITY_FORCES MILITIA ARMED_GROUP GOVERNMENT INTERNATIONAL PROTESTERS".split()
)
# Sides that do not attack their own: a clash between two of one set needs a by-phrase.
_SIDES: Final = {
    "SECURITY_FORCES": "state",
    "GOVERNMENT": "state",
    "MILITIA": "state",
}
# Frames whose outcome word is a verb with the perpetrator as subject.
_ACTIVE: Final = frozenset({"active", "claim-lives", "shot-dead", "strike", "subset"})
# Frames of counts that somebody reports, on their own and not as what follows from an attack.
_COUNTS: Final = frozenset(
    {"toll", "lose", "by-place", "event-count", "remains", "among-the-dead", "?"}
)
_ARMED: Final = frozenset("SECURITY_FORCES MILITIA ARMED_GROUP INTERNATIONAL".split())
# Verbs that may stand between a subject and its attack: "drove in and fired", "has shelled".
_LIGHT: Final = (
    BE
    | DONE
    | frozenset(
        "have has had open opens opened drove came arrived used continue continued "
        "continues began started entered surrounded returned went moved".split()
    )
)
# Verbs between an attacker and the attack that kills, besides those of one that is ascribed.
_LAUNCHING: Final = DONE | HAVE | {"ordered", "led", "committed", "opened", "made", "threw"}
# Participles that describe an actor before its verb: "gunmen allied with the group fired".
_REDUCED: Final = frozenset(
    "allied believed thought suspected loyal backed supported armed dressed disguised known "
    "identified described linked affiliated aligned led commanded based stationed travelling "
    "riding wearing".split()
)
_DEVICES: Final = frozenset("bomb bombs mine mines landmine ied ieds bomber bombers".split())
# Frames of sums and losses: who is near them has counted or lost, not killed.
_PASSIVE_ONLY: Final = frozenset({"toll", "lose", "lives-lost"})
# Frames of bodies: who is near them has found, counted or buried them.
_FOUND: Final = frozenset({"remains", "remains-of"})
_INSTRUMENTS: Final = frozenset(
    "hands bullets bullet fire gunfire shots shot shells shell shelling rockets rocket snipers "
    "sniper guns knives batons units unit group bomb bombs missile missiles "
    "grenades grenade helicopters helicopter drone drones patrol patrols strikes strike "
    "airstrikes airstrike attack attacks raid raids bombardment assault ambush men".split()
)
_BEFORE_NO_SUBJECT: Final = LOCATIVE | frozenset(
    "on against with by for to of from between into at under behind over".split()
)
# Verbs that a clause or "of bombing" may follow, so that the actor behind them acts.
_BEFORE_CLAUSE: Final = frozenset(
    "says say said report reports that saw watched witnessed accused accuses accuse".split()
)
# Nouns that only count or gather an actor: "hundreds of police", "members of the army".
_GATHERED: Final = frozenset(
    "dozens scores tens hundreds thousands number group groups members member elements".split()
)
_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBZ", "VBP", "RP"})
# Words behind which somebody else may act.
_ANOTHER_CLAUSE: Final = frozenset("who which since after when because before until".split())
_JOINTS: Final = frozenset(", and or the a an from of by".split())
_BY_NEAR: Final = 14  # farther off, no other outcome may stand between
_BY_REACH: Final = 20
_SUBJECT_REACH: Final = 12
_CLAIM_REACH: Final = 7  # so many sentences behind the claim responsibility may be claimed
_CLAIMS: Final = frozenset({"claim", "claims", "claimed", "claiming"})


class AgentLinks(ClaimView):
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
        if before is not None and before[1].value and self._is_they(telling):
            return Link(before[1].value, "perpetrator-before", before[1].words)
        if whole is not None and whole in done and done[whole].value:
            return Link(done[whole].value, "perpetrator-of-whole", done[whole].words)
        if self._rule(span) in _PASSIVE_ONLY or self.code_of(span) == "0":
            return Link([], "")
        if (
            before is not None
            and before[1].value
            and before[0].sentence == telling.sentence
            and self.said_at(before[0].span.start) == self.said_at(span.start)
            and "while" not in self.words.lower[before[0].span.end : span.start]
        ):
            return Link(before[1].value, "perpetrator-before", before[1].words)
        return self._attacker(telling, agents) or self._responsible(telling, agents) or Link([], "")

    @cached_property
    def _agents(self) -> list[Span]:
        """The actors that can have done it: none that is itself among the victims."""
        return [
            a
            for a in self.actors
            if a.label_ in _AGENTS
            and self.words.lower[max(a.start - 1, 0)] != "no"
            and not any(_inside(a, c) for c in self.casualties)
        ]

    def _rule(self, span: Span) -> str:
        rule: str = self.attrs[span.id_]["why"]["span"]["rule"]
        return rule

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
        nouns = self.cues_of.words("attack") | self.cues_of.words("weapon")
        actor = attacker(self.words, nouns, agents, telling.trigger, *telling.sentence)
        if actor is None or self._rule(telling.span) in _PASSIVE_ONLY | _FOUND:
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
        attacks = self.cues_of.words("attack") | self.cues_of.words("weapon")
        for i in range(by - 1, trigger, -1):
            if lower[i] in attacks or i in self._triggers:
                return True
            if tags[i] in ("VBN", "VBD", "VBZ", "VBP", "VBG", "VB"):
                return False
        return True

    def _subject(self, telling: Telling, agents: list[Span]) -> Link | None:
        lower = self.words.lower
        trigger, sentence, span = telling.trigger, telling.sentence, telling.span
        whole = next((c for c in self.casualties if c.id_ == self.wholes.get(span.id_)), span)
        if {self._rule(span), self._rule(whole)} & _FOUND:
            return None
        rule = self._rule(span)
        told = span.start > trigger and rule not in _PASSIVE_ONLY | {"to-hospital"}
        active = rule in _ACTIVE or told
        if not active or any(w in BE for w in lower[max(telling.clause[0], trigger - 2) : trigger]):
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
        ]
        if subjects:
            group = verb_group_start(self.words, trigger, start)
            nearest = subjects[-1] if subjects[-1].end >= group - 1 else subjects[0]
            if self._survives(nearest, group):
                return None
            found = self._coordinated(nearest, agents)
            return Link([a.id_ for a in found], "active-subject", ranges(found))
        return self._speaker(telling)

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
        found = [a for s in spans for a in self._agents if _inside(a, s)]
        found = [a for a in found if a.label_ in _ARMED]
        return Link([a.id_ for a in found], "speaker", ranges(found)) if found else None

    def _is_they(self, telling: Telling) -> bool:
        """Whether a pronoun is the subject of an active verb: "In Kut alone, they killed six"."""
        group = verb_group_start(self.words, telling.trigger, telling.sentence[0])
        return (
            self._rule(telling.span) in _ACTIVE
            and telling.trigger < telling.span.start
            and self.words.lower[max(group - 1, 0)] in ("they", "he")
        )

    def _attacker(self, telling: Telling, agents: list[Span]) -> Link | None:
        """The subject of an attack in the sentence or in the one before it in the paragraph."""
        span, sentence = telling.span, telling.sentence
        stretches = [sentence]
        number = self.words.sentence_number(sentence[0])
        if number and self._tells_on(telling) and not self.is_separate(sentence):
            stretches.append(self.words.sentences[number - 1])
        sides = {_SIDES.get(a.label_, a.label_) for a in self.actors if _inside(a, span)}
        said = self.said_at(span.start)
        for start, end in stretches:
            if self.block_of(start) != self.block_of(sentence[0]):
                continue
            for actor in agents:
                if not (start <= actor.start < end):
                    continue
                if _SIDES.get(actor.label_, actor.label_) in sides:
                    continue
                if actor.label_ == "PROTESTERS" and "state" not in sides:
                    continue
                if start != sentence[0] and said and self.said_at(actor.start) not in (None, said):
                    continue
                if start != sentence[0] and self._own_event(sentence):
                    continue
                if self._is_condition(actor):
                    continue
                if self._attacks(actor, end):
                    found = self._coordinated(actor, agents)
                    return Link([a.id_ for a in found], "attacker", ranges(found))
        return None

    def _responsible(self, telling: Telling, agents: list[Span]) -> Link | None:
        """Who claims responsibility in the claim's sentence or soon behind it."""
        lower = self.words.lower
        number = self.words.sentence_number(telling.sentence[0])
        for start, end in self.words.sentences[number : number + 1 + _CLAIM_REACH]:
            for i in range(start, end - 1):
                if lower[i] in _CLAIMS and lower[i + 1] == "responsibility":
                    found = [a for a in agents if start <= a.start < i]
                    return Link([a.id_ for a in found], "responsible", ranges(found))
        return None

    def _tells_on(self, telling: Telling) -> bool:
        """Whether a claim can be the outcome of an attack that the sentence before tells of."""
        if self._rule(telling.span) in _COUNTS:
            return False
        return self.cue("period", telling.sentence) is None

    def _own_event(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence tells of an event of its own ("in a blast", not "in the blast")."""
        event = self.cue("event", sentence)
        device = next((i for i in range(*sentence) if self.words.lower[i] in _DEVICES), None)
        told = [self.token_at(event[0])] if event is not None else []
        return any(self._is_new(i, sentence) for i in (*told, device) if i is not None)

    def _is_new(self, at: int, sentence: tuple[int, int]) -> bool:
        """Whether the event or weapon at a token is told of for the first time."""
        several = self.words.lower[at].endswith("s")
        while at > sentence[0] and self.words.tags[at - 1] in ("JJ", "NN", "NNP"):
            at -= 1
        if at == sentence[0]:
            return several  # "Car bombs killed two"
        return self.words.lower[at - 1] in ("a", "an", "another")

    def _is_condition(self, actor: Span) -> bool:
        """Whether what an actor does is only supposed: "if the troops open fire"."""
        return "if" in self.words.lower[max(actor.start - 2, 0) : actor.start]

    def _attacks(self, actor: Span, end: int) -> bool:
        """Whether an actor is the subject of an attack that is told before token `end`."""
        lower, tags = self.words.lower, self.words.tags
        attacks = self.cues_of.words("attack")
        if self._is_object(actor, self._content_start(actor.start, self.sentence_of(actor.start))):
            return False
        first = self._behind_participle(actor)
        for i in range(first, min(end, first + _SUBJECT_REACH)):
            if lower[i] in attacks:
                if tags[i] in (*FINITE, "VBG", "VB"):
                    return tags[i] == "VBG" or BE.isdisjoint(lower[max(actor.end, i - 2) : i])
                if tags[i] == "VBN":
                    return not HAVE.isdisjoint(lower[max(actor.end, i - 3) : i])
                near = i - actor.end <= 2 or not DONE.isdisjoint(lower[first:i])
                if tags[i] in ("NN", "NNS") and near:
                    return tags[actor.end] not in _VERBS or lower[actor.end] in _LIGHT
            if tags[i] in FINITE and lower[i] not in _LIGHT:
                return False
            if lower[i] in _ANOTHER_CLAUSE or lower[i][-1] in ".;:":
                return False
        return False

    def _behind_participle(self, actor: Span) -> int:
        """Where the verb of an actor can begin: behind "allied with …", "believed to …"."""
        tags, i = self.words.tags, actor.end
        if self.words.lower[i : i + 1] and self.words.lower[i] in _REDUCED:
            i += 2
            while (
                tags[i : i + 1] and tags[i] not in FINITE and self.words.lower[i][-1] not in ".;:"
            ):
                i += 1
        return i

    def _is_object(self, actor: Span, start: int) -> bool:
        """Whether a preposition or verb governs an actor, so that it is no subject."""
        tags = self.words.tags
        i = actor.start - 1
        while i > start and tags[i] in ("DT", "PRP$", "CD", "JJ"):
            i -= 1
        if self.words.lower[i] == "of" and self.words.lower[i - 1] in _GATHERED:
            i -= 3 if tags[i - 2] == "DT" else 2
        if i > start and self.words.lower[i] == "and":
            first = next((a for a in self.actors if a.end == i), None)
            if first is not None:  # "a battle between soldiers and rebels"
                return self._is_object(first, start)
        if i < start or self.words.lower[i] in _BEFORE_CLAUSE:
            return False
        return self.words.lower[i] in _BEFORE_NO_SUBJECT or tags[i] in _VERBS

    def _is_source(self, actor: Span) -> bool:
        return any(s.start <= actor.start and actor.end <= s.end for s in self.sources)

    def _content_start(self, trigger: int, sentence: tuple[int, int]) -> int:
        """Where the content that holds the trigger begins, or its sentence."""
        inside = [c[0] for c in self.contents if c[0] <= trigger < c[1] and c[0] >= sentence[0]]
        inside = [i for i in inside if self.words.tags[i - 1] != "RB"]  # "have reportedly killed"
        return max([sentence[0], *inside])

    def _coordinated(self, first: Span, agents: list[Span]) -> list[Span]:
        found = [first]
        for actor in agents:
            if actor.start > found[-1].end - 1 and all(
                w in _JOINTS for w in self.words.lower[found[-1].end : actor.start]
            ):
                found.append(actor)
        return found


def _inside(actor: Span, span: Span) -> bool:
    return bool(span.start <= actor.start and actor.end <= span.end)
