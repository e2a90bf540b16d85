"""`actor_tagger`: who acts or is acted upon, by listed names and by the grammar of noun phrases.

Labels follow the annotation guidelines. A state's forces and government are INTERNATIONAL on
pages about another country; the page's country comes with the entry, and where it is missing
the countries that the text names stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.actors.introductions import Introductions
from sitrep.components.actors.mentions import Actor
from sitrep.components.actors.names import DEMONYM, Name, NameFinder, Names
from sitrep.components.actors.noun_phrases import glued, hyphenated
from sitrep.components.actors.phrases import ActorGrammar
from sitrep.components.actors.sides import STATE_LABELS
from sitrep.components.grammar.words import WordReader, Words
from sitrep.components.patterns import Patterns, RuleComponent, Scorer
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import ACTOR_LABELS, ACTORS, ID_PREFIXES

_ARTICLES: Final = frozenset({"al", "el"})


@Language.factory(
    "actor_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_actors_f": 1.0, "spans_actors_p": None, "spans_actors_r": None},
    default_config={"scorer": {"@scorers": "sitrep.scorer.v1", "subject": "actors"}},
)
def make_actor_tagger(nlp: Language, name: str, scorer: Scorer | None = None) -> ActorTagger:
    """Make an `ActorTagger`."""
    return ActorTagger(nlp, name, scorer)


class ActorTagger(RuleComponent):
    """Sets `doc.spans["actors"]`."""

    files = {
        "actors": "actors.jsonl",
        "heads": "actor_heads.csv",
        "modifiers": "actor_modifiers.csv",
        "lists": "actor_words.csv",
        "countries": "countries.csv",
    }
    layers = (ACTORS,)
    keys = {
        "actors": ("id", "label", "country", "elsewhere", "names", "source"),
        "heads": ("head", "plural", "forms", "label", "proper", "class", "opens"),
        "modifiers": ("word", "armed", "people", "group", "office", "side"),
        "lists": ("word", "kind"),
        "countries": (
            "iso", "geonameid", "name", "aliases", "demonyms", "capital", "neighbours", "script",
            "leaders",
        ),
    }  # fmt: skip

    def __init__(self, nlp: Language, name: str, scorer: Scorer | None = None) -> None:
        super().__init__(nlp, name, scorer)
        self._reader = WordReader(nlp)
        self._tokenizer = nlp.tokenizer

    def compile(self, patterns: Patterns) -> None:
        """Build the grammar and the finder of names.

        Raises InputError for a label that does not exist and for a name of two actors.
        """
        owners: dict[str, str] = {}
        for line in patterns["actors"]:
            for label in (line["label"], *line.get("elsewhere", {}).values()):
                if label not in ACTOR_LABELS:
                    raise InputError(
                        f"{self.name}, {line}: no label {label!r}; there are {list(ACTOR_LABELS)}"
                    )
            for name in line["names"]:
                if owners.setdefault(name, line["id"]) != line["id"]:
                    raise InputError(
                        f"{self.name}, {line}: {name!r} is a name of {owners[name]!r}, too; "
                        "leave it with one of them"
                    )
        self._grammar = ActorGrammar(patterns["heads"], patterns["modifiers"], patterns["lists"])
        self._introductions = Introductions(self._grammar.edges)
        self._finder = NameFinder(self._tokenizer, patterns["actors"], patterns["countries"])

    def find(self, doc: Doc, words: Words) -> list[Actor]:
        """The actors of a Doc in text order; they do not overlap."""
        _ = self.patterns
        names = self._finder.find(words)
        home = doc.user_data.get("entry", {}).get("country") or names.country()
        names = self._finder.on_page(names, home)
        named = [actor for name in names.found if (actor := self._named(words, names, name, home))]
        found = self._described(words, names, home, named)
        introduced = self._introductions.read(words, names, found)
        if introduced:  # what follows can resume them
            found = self._described(words, names, home, introduced + named)
        return self._recall(words, found)

    def _described(
        self, words: Words, names: Names, home: str | None, known: Sequence[Actor]
    ) -> list[Actor]:
        """Known actors and those that the grammar finds beside them."""
        described = self._grammar.read(words, names, home, known)
        persons = [actor for actor in described if not self._is_titled_place(words, actor)]
        return _longest([*known, *persons])

    def _is_titled_place(self, words: Words, actor: Actor) -> bool:
        """Whether a title and a name are a town's: "Sheikh Zuweid"."""
        if words.lower[actor.start] not in ("sheikh", "shaykh", "cheikh"):
            return False
        places = self._grammar.edges.lists.get("titled_place", ())
        return actor.end == actor.start + 2 and words.lower[actor.start + 1] in places

    def _named(self, words: Words, names: Names, name: Name, home: str | None) -> Actor | None:
        """A listed name as an actor; None where it only modifies or is part of another name."""
        start, end, tags = name.start, name.end, words.tags
        if not name.is_actor:
            return self._nationals(words, name, home) if name.label == DEMONYM else None
        behind = words.lower[end] if end < len(words) else ""
        if words.texts[start] == "RT" and behind.startswith("@"):
            return None  # a tweet that is passed on
        before_person = self._grammar.is_person(behind)
        told = self._grammar.edges.has(
            "telling", words, start - 1 - (words.lower[start - 1] == "the")
        )
        modifies = not told and self._grammar.edges.only_modifies(words, end)
        if modifies and not before_person and not name.owner:
            return None
        if name.owner and name.label == "MEDIA" and tags[end : end + 1] not in (["NN"], ["NNS"]):
            return None  # a plural: "the Guardians of the Square"
        if hyphenated(words, start - 1) and words.lower[start - 2] not in _ARTICLES:
            return None
        article = words.lower[start] in _ARTICLES and hyphenated(words, start + 1)
        if (end - start == 1 or article) and name.country and not words.texts[start].isupper():
            # One word between other capitals is someone else's name ("Ahmed Saleh", "Hague Road").
            after = end < len(words) and tags[end] == "NNP" and not (before_person or article)
            led = hyphenated(words, start - 1) and words.lower[start - 2] in _ARTICLES
            left = start - 2 * led - 1  # "Ahmed al-Saleh"
            before = left >= 0 and tags[left] == "NNP" and not glued(words, left + 1)
            if before and self._grammar.edges.has("honorific", words, start - 1):
                start, before = start - 1, False
            if (after or before) and not told:
                return None
        label = name.label
        if label in STATE_LABELS and home and name.country and name.country != home:
            label = "INTERNATIONAL"
        if label == "MONITOR" and (nation := names.ending.get(start)) and nation.label == DEMONYM:
            return Actor(nation.start, end, label, "named", (start, end))
        return Actor(start, end, label, "named", (start, end), name.id)

    def _nationals(self, words: Words, name: Name, home: str | None) -> Actor | None:
        """Counted or ethnic people of a country, or "the Americans" who act beside the page's."""
        start, end = name.start, name.end
        if end - start > 1 or not words.lower[start].endswith("s") or start == 0:
            return None
        if self._grammar.edges.only_modifies(words, end):
            return None
        left = words.lower[start - 1]
        many = left == "of" and self._grammar.edges.has("multitude", words, start - 2)
        if many or left == "ethnic" or words.tags[start - 1] == "CD":
            return Actor(start, end, "CIVILIANS", "named", (start, end))
        if words.lower[start - 1] == "the" and home and name.country != home:
            return Actor(start, end, "INTERNATIONAL", "named", (start, end))
        return None

    def _recall(self, words: Words, actors: Sequence[Actor]) -> list[Actor]:
        """Add abbreviations in brackets, and later mentions by abbreviation or by last name."""
        known: dict[str, tuple[int, Actor, str]] = {}
        found = list(actors)
        texts, tags = words.texts, words.tags
        for actor in actors:
            end = actor.end
            if texts[end : end + 1] == ["("] and texts[end + 2 : end + 3] == [")"]:
                short = texts[end + 1]
                if short[0].isupper() and sum(map(str.isupper, short)) > 1:  # "JeM"
                    known.setdefault(short, (end + 1, actor, "abbreviation"))
            if actor.surname is not None and actor.label != "CIVILIANS":
                known.setdefault(texts[actor.surname], (end, actor, "surname"))
        if not known:
            return found
        taken = {i for actor in actors for i in range(actor.start, actor.end)}
        for i in [i for i, text in enumerate(texts) if text in known]:
            first, actor, rule = known[texts[i]]
            if i in taken:
                at = next((n for n, a in enumerate(found) if (a.start, a.end) == (i, i + 1)), None)
                if at is None or i < first:
                    continue
                if rule == "abbreviation" or _is_namesake(found[at], actor):
                    cause = (actor.start, actor.end)
                    found[at] = Actor(i, i + 1, actor.label, rule, cause, actor.id)
            else:
                start = i - 2 * (hyphenated(words, i - 1) and words.lower[i - 2] in _ARTICLES)
                start -= self._grammar.edges.has("honorific", words, start - 1)
                alone = "NNP" not in tags[max(start - 1, 0) : start] + tags[i + 1 : i + 2]
                if i < first or not (alone or rule == "abbreviation"):
                    continue
                if not self._grammar.edges.only_modifies(words, i + 1):
                    cause = (actor.start, actor.end)
                    found.append(Actor(start, i + 1, actor.label, rule, cause, actor.id))
        return sorted(found, key=lambda actor: actor.start)

    def set_annotations(self, doc: Doc, actors: Iterable[Actor], words: Words) -> None:
        """Write actors as a span group with their ids and the words that decided."""
        spans: list[Span] = []
        attrs: dict[str, Any] = {}
        for number, actor in enumerate(actors, start=1):
            local, (first, last) = f"{ID_PREFIXES[ACTORS]}{number}", actor.cause
            here = [words.offsets[actor.start], words.end_offset(actor.end - 1)]
            cause = [words.offsets[first], words.end_offset(last - 1)]
            spans.append(
                Span(doc, actor.start, actor.end, actor.label, kb_id=actor.id, span_id=local)
            )
            attrs[local] = {
                "score": None,
                "why": {
                    "span": {"rule": actor.rule, "words": [here]},
                    "label": {"rule": actor.rule, "words": [cause]},
                },
            }
        doc.spans[ACTORS] = SpanGroup(doc, name=ACTORS, attrs=attrs, spans=spans)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        words = self._reader.read(doc)
        self.set_annotations(doc, self.find(doc, words), words)
        return doc


def _is_namesake(listed: Actor, introduced: Actor) -> bool:
    """Whether a listed last name of another country's is that of somebody the text has named."""
    foreign = listed.rule == "named" and listed.label == "INTERNATIONAL"
    return foreign and listed.id != introduced.id


def _longest(actors: Sequence[Actor]) -> list[Actor]:
    """Actors without overlaps, the longer kept, in text order."""
    ordered = sorted(actors, key=lambda actor: actor.start)
    if all(left.end <= right.start for left, right in pairwise(ordered)):
        return ordered
    kept: list[Actor] = []
    taken: set[int] = set()
    for actor in sorted(actors, key=lambda actor: (actor.start - actor.end, actor.rule != "named")):
        if taken.isdisjoint(range(actor.start, actor.end)):
            kept.append(actor)
            taken.update(range(actor.start, actor.end))
    return sorted(kept, key=lambda actor: actor.start)
