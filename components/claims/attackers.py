"""Who attacked before people were hurt, in the claim's sentence or in the one before it."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.attack_nouns import DONE, GATHERED
from sitrep.components.claims.view import LOCATIVE, ClaimView, Link, Telling, ranges
from sitrep.components.grammar.clauses import passive_start
from sitrep.components.grammar.word_forms import BE, HAVE, PERIODS, POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE

_NEGATED: Final = frozenset({"no", "not"})  # "Rebels, not soldiers, killed two"
_AGENTS: Final = frozenset(
    "SECURITY_FORCES MILITIA ARMED_GROUP GOVERNMENT INTERNATIONAL PROTESTERS".split()
)
# Sides that do not attack their own: a clash between two of one set needs a by-phrase.
SIDES: Final = {
    "SECURITY_FORCES": "state",
    "GOVERNMENT": "state",
    "MILITIA": "state",
}
# Frames of counts that somebody reports, on their own and not as what follows from an attack.
_COUNTS: Final = frozenset(
    {"toll", "lose", "by-place", "event-count", "remains", "among-the-dead", "tally", "?"}
)
# Verbs that may stand between a subject and its attack: "drove in and fired", "has shelled".
_LIGHT: Final = (
    BE
    | DONE
    | frozenset(
        "have has had open opens opened drove came arrived used continue continued "
        "continues began started entered surrounded returned went moved".split()
    )
)
# Participles that describe an actor before its verb: "gunmen allied with the group fired".
_REDUCED: Final = frozenset(
    "allied believed thought suspected loyal backed supported armed dressed disguised known "
    "identified described linked affiliated aligned led commanded based stationed travelling "
    "riding wearing".split()
)
DEVICES: Final = frozenset(
    "bomb bombs mine mines landmine landmines ied ieds bomber bombers".split()
)
"""What kills whoever is not there."""
_BEFORE_NO_SUBJECT: Final = LOCATIVE | frozenset(
    "on onto against with by for to of from between into at under behind over upon toward towards "
    "among amid".split()
)
# Verbs that a clause or "of bombing" may follow, so that the actor behind them acts.
_BEFORE_CLAUSE: Final = frozenset(
    "says say said report reports that saw watched witnessed accused accuses accuse".split()
)
_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBZ", "VBP", "RP"})
# Words behind which somebody else may act.
_ANOTHER_CLAUSE: Final = frozenset(
    "who whom which since after when because before until about".split()
)
# Between a count and who did something else: "two died, while the rebels shelled the town".
_APART: Final = frozenset("while where which but".split())
_JOINTS: Final = frozenset(", and or the a an from of by".split())
# Between two who act together.
_PAIR: Final = frozenset({"and", ",", "the", "a"})
# What stands behind the last of several objects, or behind "police" in "a police bus".
_CLOSING: Final = frozenset({"NN", "NNS", ",", "."})
# What may stand between "since" and an actor.
_JOINED: Final = frozenset({"DT", "JJ", "CD", "NN", "NNS", "NNP", "CC", "RB"})
_NOMINAL: Final = frozenset({"DT", "PRP$", "CD", "JJ", "NN", "NNS", "NNP", "HYPH", "POS"})
_SUBJECT_REACH: Final = 12


class AttackerLinks(ClaimView):
    """Binds casualties to the subjects of attacks; has what all rules for perpetrators share."""

    @cached_property
    def _agents(self) -> list[Span]:
        """The actors that can have done it: none that is itself among the victims."""
        return [
            a
            for a in self.actors
            if a.label_ in _AGENTS
            and self.words.lower[max(a.start - 1, 0)] not in _NEGATED
            and not any(inside(a, c) for c in self.casualties)
        ]

    @cached_property
    def _civilians(self) -> list[Span]:
        """The actors who bear no arms by name, and are not counted among the victims."""
        return [
            a
            for a in self.actors
            if a.label_ == "CIVILIANS" and not any(inside(a, c) for c in self.casualties)
        ]

    @cached_property
    def _triggers(self) -> frozenset[int]:
        """The tokens of all outcome words."""
        told = (span for span in self.casualties if self.attrs[span.id_]["trigger"])
        return frozenset(self.trigger_of(span) for span in told)

    def _attacker(self, telling: Telling, agents: list[Span]) -> Link | None:
        """The subject of an attack in the sentence or in the one before it in the paragraph."""
        span, sentence = telling.span, telling.sentence
        stretches = [sentence]
        number = self.words.sentence_number(sentence[0])
        first = self.words.sentences[max(number - 1, 0)][0]
        near = [a for a in agents if first <= a.start < sentence[1]]
        if not near:
            return None
        if number and self._tells_on(telling) and not self.is_separate(sentence):
            stretches.append(self.words.sentences[number - 1])
        sides = self._sides_of(span)
        said = self.said_at(span.start)
        for start, end in stretches:
            if self.block_of(start) != self.block_of(sentence[0]):
                continue
            for actor in near:
                if not (start <= actor.start < end):
                    continue
                if actor.label_ == "CIVILIANS" and start != sentence[0]:
                    continue
                if SIDES.get(actor.label_, actor.label_) in sides - {"CIVILIANS"}:
                    continue
                if actor.label_ == "PROTESTERS" and "state" not in sides:
                    continue
                if start != sentence[0] and said and self.said_at(actor.start) not in (None, said):
                    continue
                if start != sentence[0] and self._own_event(sentence):
                    continue
                if self._is_condition(actor) or not _APART.isdisjoint(
                    self.words.lower[span.end : actor.start]
                ):
                    continue
                if start == sentence[0] and (
                    self._only_dates(actor) or self._opens_item(actor.end, span.start)
                ):
                    continue
                behind = self.words.lower[span.end : actor.start]
                if self.rule_of(span) == "active" and "and" in behind[-2:]:
                    continue  # "Israel killed 12 and Hamas killed two"
                if self._attacks(actor, end) or (
                    actor.end <= telling.trigger and self._has_attacked(actor, start)
                ):
                    found = self._coordinated(actor, agents)
                    return Link([a.id_ for a in found], "attacker", ranges(found))
        return None

    def _sides_of(self, span: Span) -> set[str]:
        """The sides that those inside a casualty are on."""
        return {SIDES.get(a.label_, a.label_) for a in self.actors if inside(a, span)}

    def _tells_on(self, telling: Telling) -> bool:
        """Whether a claim can be the outcome of an attack that the sentence before tells of."""
        if self.rule_of(telling.span) in _COUNTS:
            return False
        return self.cue("period", telling.sentence) is None

    def _own_event(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence tells of an event of its own ("in a blast", not "in the blast")."""
        event = self.cue("event", sentence)
        device = next((i for i in range(*sentence) if self.words.lower[i] in DEVICES), None)
        told = [self.token_at(event[0])] if event is not None else []
        if any(self._by_nation(i, sentence[1]) for i in range(*sentence)):
            return True
        return any(self._is_new(i, sentence) for i in (*told, device) if i is not None)

    def _by_nation(self, by: int, end: int) -> bool:
        """Whether "by" at a token names whose attacks they were: "by Russian airstrikes"."""
        words, noun = self.words, by + 2
        return (
            words.lower[by] == "by"
            and noun < end
            and words.texts[by + 1][0].isupper()
            and words.lower[noun] in self.cues_of.words("attack", "weapon")
        )

    def _is_new(self, at: int, sentence: tuple[int, int]) -> bool:
        """Whether the event or weapon at a token is told of for the first time."""
        several = self.words.lower[at].endswith("s")
        while at > sentence[0] and self.words.tags[at - 1] in ("JJ", "NN", "NNP"):
            at -= 1
        if at == sentence[0]:
            return several  # "Car bombs killed two"
        return self.words.lower[at - 1] in ("a", "an", "another")

    def _is_condition(self, actor: Span) -> bool:
        """Whether an actor does not do it now: "if the troops fire", "a week after they fired"."""
        near = self.words.lower[max(actor.start - 2, 0) : actor.start]
        return "if" in near or (near[-1:] == ["after"] and near[0] in PERIODS)

    def _only_dates(self, actor: Span) -> bool:
        """Whether what an actor did only begins a stretch of time: "since the army invaded"."""
        first = actor.start - 1
        while first > 0 and self.words.tags[first] in _JOINED:
            first -= 1  # "since soldiers and the police invaded"
        return self.words.lower[first] == "since"

    def _opens_item(self, start: int, end: int) -> bool:
        """Whether another item begins between two tokens: "; in Kut, fighting left two dead"."""
        between = self.words.lower[start:end]
        return any(self._own_device(i, end) for i in range(start, end)) or (
            ";" in between and self.words.tags[start + between.index(";") + 1] == "IN")  # fmt: skip

    def _own_device(self, i: int, end: int) -> bool:
        """Whether "and" at token i begins a clause of a device: "and a mine [in Kut] hurt two"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[i] != "and" or lower[i + 1] not in ("a", "an", "another"):
            return False
        noun = i + 2
        while noun < end and tags[noun + 1] in ("NN", "NNS"):
            noun += 1
        return noun < end and lower[noun] in DEVICES and tags[noun + 1] not in _CLOSING

    def _attacks(self, actor: Span, end: int) -> bool:
        """Whether an actor is the subject of an attack that is told before token `end`."""
        lower, tags = self.words.lower, self.words.tags
        attacks = self.cues_of.words("attack")
        if actor.label_ == "CIVILIANS":
            attacks = self.cues_of.words("assault")
        if self._is_object(actor, self._content_start(actor.start, self.sentence_of(actor.start))):
            return False
        first = self._behind_participle(actor)
        for i in range(first, min(end, first + _SUBJECT_REACH)):
            if lower[i] in attacks:
                if lower[i + 1 : i + 2] == ["by"] or lower[i : i + 2] == ["set", "up"]:
                    return False  # "farmers attacked by rebels", "soldiers set up a checkpoint"
                if tags[i] in (*FINITE, "VBG", "VB"):
                    return tags[i] == "VBG" or BE.isdisjoint(lower[max(actor.end, i - 2) : i])
                if tags[i] == "VBN":
                    return self._is_perfect(i, actor.end)
                near = i - actor.end <= 2 or not DONE.isdisjoint(lower[first:i])
                if tags[i] in ("NN", "NNS") and near:
                    return tags[actor.end] not in _VERBS or lower[actor.end] in _LIGHT
            if tags[i] in FINITE and lower[i] not in _LIGHT:
                return False
            if lower[i] == "among":
                return False  # "were among those shot"
            if lower[i] in _ANOTHER_CLAUSE or lower[i][-1] in ".;:":
                return False
        return False

    def _has_attacked(self, actor: Span, start: int) -> bool:
        """Whether somebody was attacked by an actor: "The convoy was ambushed by rebels"."""
        lower, tags = self.words.lower, self.words.tags
        i = actor.start - 1
        if not POSSESSIVES.isdisjoint(lower[actor.end : actor.end + 1]):
            return False
        while i > start and tags[i] in ("DT", "JJ", "RB", "CD", "VBN"):
            i -= 1
        if i - 1 in self._triggers:
            return False  # "A man was shot by police. Two others were hurt by glass."
        group = passive_start(self.words, i - 1, start)
        return lower[i] == "by" and group is not None and (
            lower[i - 1] in self.cues_of.words("attack"))  # fmt: skip

    def _is_perfect(self, participle: int, start: int) -> bool:
        """Whether only adverbs part a participle from "have": "has reportedly shelled"."""
        i = participle - 1
        while i >= start and self.words.tags[i] == "RB":
            i -= 1
        return i >= start and self.words.lower[i] in HAVE

    def _behind_participle(self, actor: Span) -> int:
        """Where the verb of an actor can begin: behind "allied with …", "believed to …"."""
        tags, i = self.words.tags, actor.end
        i += self.words.lower[i : i + 1] == [","]
        if _REDUCED.isdisjoint(self.words.lower[i : i + 1]):
            i = actor.end
        else:
            i += 2
            while (
                tags[i : i + 1] and tags[i] not in FINITE and self.words.lower[i][-1] not in ".;:"
            ):
                i += 1
        return i

    def _is_object(self, actor: Span, start: int) -> bool:
        """Whether a preposition, verb or noun governs an actor, so that it is no subject."""
        tags = self.words.tags
        if self.words.lower[actor.end - 1] == "police" and self._is_modifier(actor):
            return True
        i = actor.start - 1
        while i > start and tags[i] in ("DT", "PRP$", "CD", "JJ"):
            i -= 1
        if self.words.lower[i] == "of" and self.words.lower[i - 1] in GATHERED:
            i -= 3 if tags[i - 2] == "DT" else 2
        if i > start and self.words.lower[i] == "and":
            first = next((a for a in self.actors if a.end == i), None)
            if first is not None:  # "a battle between soldiers and rebels"
                return self._is_object(first, start) and not self._acts_apart(first, actor, start)
            if not _CLOSING.isdisjoint(
                tags[actor.end : actor.end + 1]
            ):  # "hit a market and a police bus"
                i -= 1
                while i > start and tags[i] in _NOMINAL:
                    i -= 1
                return self.words.lower[i] in _BEFORE_NO_SUBJECT or tags[i] in _VERBS
        if i < start or self.words.lower[i] in _BEFORE_CLAUSE:
            return False
        # "that targeted a patrol", but "wounded soldiers"
        verb = tags[i] in _VERBS or (tags[i] == "VBN" and i < actor.start - 1)
        return self.words.lower[i] in _BEFORE_NO_SUBJECT or verb

    def _acts_apart(self, first: Span, actor: Span, start: int) -> bool:
        """Whether "and" and an actor have a verb of their own: "killed a guard and rebels shot"."""
        tags = self.words.tags
        i = first.start - 1
        while i > start and tags[i] in ("DT", "PRP$", "CD", "JJ"):
            i -= 1
        return tags[i] in _VERBS and tags[actor.end : actor.end + 1] in (["VBD"], ["VBZ"])

    def _is_modifier(self, actor: Span) -> bool:
        """Whether "a" stands before a plural, which a noun then follows: "a police bus"."""
        following = self.words.lower[actor.end : actor.end + 1]
        return self.words.lower[actor.start - 1] == "a" and (
            self.cues_of.words("attack", "weapon").isdisjoint(following))  # fmt: skip

    def _content_start(self, trigger: int, sentence: tuple[int, int]) -> int:
        """Where the content that holds the trigger begins, or its sentence."""
        inside = [c[0] for c in self.contents if c[0] <= trigger < c[1] and c[0] >= sentence[0]]
        inside = [i for i in inside if self.words.tags[i - 1] != "RB"]  # "have reportedly killed"
        return max([sentence[0], *inside])

    def _is_source(self, actor: Span) -> bool:
        return any(s.start <= actor.start and actor.end <= s.end for s in self.sources)

    def _coordinated(self, first: Span, agents: list[Span]) -> list[Span]:
        """An actor with those who act with it: "police and soldiers"."""
        found = [first]
        for actor in agents:
            between = self.words.lower[found[-1].end : max(actor.start, found[-1].end)]
            if actor.start < found[-1].end or not _JOINTS.issuperset(between):
                continue
            if "," in between and "and" not in between and self._is_source(actor):
                break  # "by rebels, the army said"
            found.append(actor)
        for actor in sorted(agents, key=lambda a: -a.start):
            between = self.words.lower[actor.end : found[0].start]
            if actor.end < found[0].start and "and" in between and _PAIR.issuperset(between):
                found.insert(0, actor)
        return found


def inside(actor: Span, span: Span) -> bool:
    """Whether an actor stands inside another span, or is it."""
    return bool(span.start <= actor.start and actor.end <= span.end)
