"""Who a verb of saying has for its subject, before or behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sitrep.components.attributions.speakers import Speakers, head_end
from sitrep.components.attributions.subject_edges import (
    DAYS,
    attached,
    before_date,
    behind_name,
    behind_subject,
    ends_place,
    name_behind_medium,
    opens_clause,
    relates,
    resumes,
    rules_both,
)
from sitrep.components.grammar.clauses import clause_start
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_forms import WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

Actors = Mapping[int, tuple[int, str]]
"""The first token of each actor, its end, and its label."""

SUBJECT_PRONOUNS: Final = frozenset("he she it they who which i we that".split())
_ATTACHING: Final = frozenset("of for at in from with inside on near to by within between".split())
# Between a subject and its verb.
_BEHIND_SUBJECT: Final = frozenset(
    ", ] both themselves himself itself nearby there here last first out away back".split()
)
# Tags before a subject that an insertion parts from its verb, and of what opens an insertion.
_BEFORE_SUBJECT: Final = frozenset(": CC `` '' -RRB- RB ,".split())
_INSERTED: Final = frozenset("WP WDT NN NNP DT JJ CD PRP$ VBG VBN IN RB NNS".split())
# Between the phrases of a source behind its verb: "a doctor at the hospital in Kut".
_HANGING: Final = frozenset("of for at from in with inside and to".split())
_RELATIVE: Final = frozenset({"WP", "WDT"})
_PARTICIPLES: Final = frozenset({"VBG", "VBN", "VBD"})
# Behind a source, before that of its own: "says the agency citing police".
_CITING: Final = frozenset({"citing", "quoting"})
_SENT: Final = frozenset("statement message letter email note text".split())


class Subjects:
    """Reads sources around a verb with noun phrases and the nouns that can speak."""

    def __init__(self, phrases: PhraseReader, speakers: Speakers) -> None:
        self._phrases = phrases
        self._speakers = speakers

    def source_before(
        self, words: Words, i: int, start: int, actors: Actors
    ) -> tuple[tuple[int, int] | None, int]:
        """(source, first token of the subject) of the verb group at token i.

        The source is None where the subject is a pronoun or missing.
        """
        if words.lower[i - 1] in ("and", "but") and i > start:
            return None, i  # "… and admits": the verb shares its subject
        verb, i = i, behind_subject(words, i, start, self._speakers)
        begin = clause_start(words, i, start)
        last = i
        while last > begin and (
            words.tags[last - 1] in ("RB", "''")
            or words.lower[last - 1] in _BEHIND_SUBJECT
            or (words.lower[last - 1] in WEEKDAYS and words.tags[last - 2] != "IN")
        ):
            last -= 1
        if last > begin + 1 and words.tags[last - 1] == "PRP" and words.tags[last - 2] == "IN":
            last -= 2  # "the reporter beside him has"
        if last > start and words.tags[last - 1] in ("WP", "WDT") and last > start + 1:
            return self._relative_head(words, last - 1, start, actors)
        comma = i - (i == verb)  # "Azawad Watch, a rights group, in its report said"
        while comma > begin and words.tags[comma] == "RB":
            comma -= 1
        if comma > start and (words.lower[comma] == "," or i < verb):
            distant = self._before_insertion(words, start, comma, actors)
            if distant is not None and (words.lower[comma] == "," or distant[1] == start):
                return distant
        pronoun = last > begin and words.lower[last - 1] in SUBJECT_PRONOUNS
        if pronoun and words.tags[last - 1] != "NNP":
            return None, last - 1
        if last > begin and words.tags[last - 1] == "-RRB-":  # "the Red Cross (ICRC) said"
            opened = (k for k in range(last - 2, begin, -1) if words.tags[k] == "-LRB-")
            last = next(opened, last)
        tail = last
        if (
            last > begin + 1
            and words.tags[last - 1] == "CD"
            and words.texts[last - 2][0].isupper()
            and words.lower[last - 2] not in DAYS
        ):
            last -= 1  # a name that ends with a number: "Channel 4 reports"
        phrases = self._chunks(words, begin, last, actors)
        subject: tuple[int, int] | None = None
        unit, reach = i, last
        for n in range(len(phrases) - 1, -1, -1):
            phrase = phrases[n]
            if phrase.end != reach and not attached(words, phrase.end, reach):
                break
            lead = words.lower[phrase.full_start - 1] if phrase.full_start > begin else ""
            # An age is not the first half of a pair: "…, 29, and an anchor said".
            coordinated = n > 0 and not self._bare_number(phrases[n - 1])
            if coordinated and lead == "and" and words.lower[phrase.full_start - 2] == ",":
                coordinated = phrases[n - 1].quantity is None  # "… six hurt, and the army said"
            if (
                lead == ","
                and coordinated
                and phrases[n - 1].end == phrase.full_start - 1
                and words.lower[i - 1] == ","
            ):
                # ", a doctor in Homs, said": an apposition to what stands before the comma
                reach = phrase.full_start - 1
                continue
            if n and phrases[n - 1].end == phrase.start == phrase.end - 1 and (
                words.tags[phrase.start] == "JJ"):  # fmt: skip
                # "a man wounded in the raid said"
                return self._relative_head(words, phrase.start, start, actors)
            if lead == "with" and words.tags[i] == "VBG" and phrase.end == i:
                lead = ""  # "with medics saying"
            if (n and lead in _ATTACHING) or (coordinated and lead in ("and", "&")):
                reach = phrase.full_start - 1
                continue
            if lead in _ATTACHING or lead in ("after", "before", "as", "during", "since", "when"):
                reduced = self._reduced_head(words, begin, start, actors) if lead == "to" else None
                inner = self._actor_ending(last, phrase.full_start, actors)
                if inner is None and lead == "in":
                    inner = name_behind_medium(words, (phrase.start, last), self._speakers)
                if not reduced and inner is not None:
                    return (inner, last), inner
                if lead in _ATTACHING:
                    return self._reduced_head(words, begin, start, actors) or (None, i)
            first = phrase.start
            if words.tags[begin - 1] in _PARTICIPLES and not self._speakers.can_speak(
                words, (first, tail), actors
            ):  # "a woman in a house overlooking the street told AFP"
                return self._reduced_head(words, begin, start, actors) or (None, i)
            if words.lower[first] in ("a", "an", "another"):
                first += 1
            if first > start and words.texts[first][0] == "-":
                first -= 1  # "the non-profit group"
            inner = self._actor_ending(last, first, actors)
            if (
                inner is not None
                and words.tags[inner - 1] == "NNP"
                and not any(begun < inner <= stop for begun, (stop, _) in actors.items())
            ):  # lost punctuation: "… the city of Aleppo Syrian activists said"
                return (inner, last), inner
            subject, unit = (first, tail), phrase.full_start
            listed = self._speakers.list_start(words, phrases, n, begin, actors)
            if listed != n and "and" in words.lower[first:tail]:
                subject, unit = (phrases[listed].start, tail), phrases[listed].full_start
            break
        if subject is None:
            return None, i
        for phrase in phrases:
            if (
                phrase.end < unit
                and (words.tags[phrase.end] in ("WP", "WDT") or relates(words, phrase.end))
                and words.lower[unit - 1] != ","
                and not FINITE.isdisjoint(words.tags[phrase.end : unit])
            ):
                # "a man who fled the town told Reuters": the subject stands before its clause
                first = phrase.start + (words.lower[phrase.start] in ("a", "an", "another"))
                return (first, phrase.end), phrase.full_start
        first, stop = subject
        if not _RELATIVE.isdisjoint(words.tags[first:stop]):
            stop = next(k for k in range(first, stop) if words.tags[k] in _RELATIVE)
        stop = before_date(words, stop, first)  # "the army on Sunday (3 May) said"
        while stop > first and words.texts[stop - 1] in (",", "(", "-", "–"):
            stop -= 1
        if first not in actors and ends_place(words, (first, stop), start):
            return None, i  # "in Kut, Iraq, on Monday, said Ali"
        first += words.texts[first] == "''"  # "… area,'' Ali Hadi said"
        return ((first, stop), unit) if stop > first else (None, i)

    def _relative_head(
        self, words: Words, i: int, start: int, actors: Actors
    ) -> tuple[tuple[int, int] | None, int]:
        """The phrase before "who" or "which" at token i, with those that it hangs on."""
        stop = i - 1 if words.lower[i - 1] == "," else i
        phrase = self._phrases.ending_at(words, stop, start, actors)
        if phrase is None:
            return None, i
        while (
            phrase.full_start > start + 1
            and words.lower[phrase.full_start - 1] in _ATTACHING
            and words.lower[phrase.full_start - 1] != "by"
        ):
            outer = self._phrases.ending_at(words, phrase.full_start - 1, start, actors)
            if outer is None:
                break
            phrase = outer
        first = phrase.start + (words.lower[phrase.start] in ("a", "an", "another"))
        if words.lower[stop - 1] in _SENT:  # "the rebels in a statement"
            stop = head_end(words, (first, stop))
        return (first, stop), phrase.full_start

    def _reduced_head(
        self, words: Words, begin: int, start: int, actors: Actors
    ) -> tuple[tuple[int, int], int] | None:
        """The speaker before a participle: "doctors working there", "a note dated 3 May"."""
        if begin < start + 2:
            return None
        reduced = words.tags[begin - 1] in ("VBG", "VBN") or (
            words.tags[begin - 1] == "VBD" and words.tags[begin] in ("IN", "CD")
        )
        if not reduced and words.lower[begin - 2] not in _SENT:
            return None
        if words.tags[begin - 2] not in ("NN", "NNS", "NNP"):
            return None
        head, unit = self._relative_head(words, begin - 1, start, actors)
        if head is None or not self._speakers.can_speak(words, head, actors):
            return None
        return head, unit

    def _bare_number(self, phrase: Phrase) -> bool:
        return phrase.quantity is not None and phrase.head < phrase.quantity.end

    def _before_insertion(
        self, words: Words, start: int, comma: int, actors: Actors
    ) -> tuple[tuple[int, int], int] | None:
        """The subject that two commas part from its verb: "HRW, which has an office there, said".

        It stands at the head of the sentence, or behind a colon, bracket or conjunction.
        """
        closed = (k + 1 for k in range(comma - 1, start, -1) if words.texts[k] in ('"', "”", ";"))
        start = next(closed, start)
        lists = words.lower[start:comma].count(",") > 1
        for first in range(start, comma):
            if first > start and words.tags[first - 1] not in _BEFORE_SUBJECT:
                continue
            if first == start and opens_clause(words, first):
                continue  # "Speaking in Kut, the provincial capital, the mayor, Ali Hadi, said"
            source = self.source_after(words, first, comma, actors)
            if source is None or source[1] >= comma or resumes(words, source[1], comma):
                continue
            if words.lower[source[1] - 1] in self._speakers.mute or (
                first not in actors and ends_place(words, source, start)
            ):
                continue
            after = source[1]
            if words.tags[after] == "-LRB-" and "-RRB-" in words.tags[after:comma]:
                after = words.tags.index("-RRB-", after) + 1
            plural = words.tags[source[1] - 1] == "NNS"
            if lists and plural and not self._speakers.is_named(words, source, actors):
                continue
            if words.lower[after] != ",":
                reduced = words.tags[after] in ("WP", "VBN", "VBG") and first == start
                if reduced and self._speakers.can_speak(words, source, actors):
                    return source, first
                continue
            if words.tags[after + 1] in _INSERTED or (
                words.lower[after + 1] in ("in", "at", "of", "himself", "herself", "whose", "once")
                or (
                    words.tags[after + 1] == "VBD"
                    and (first == start or words.lower[after + 2] == "by")
                )
            ):
                return self._named(words, source, comma, actors), first
        return None

    def _named(
        self, words: Words, source: tuple[int, int], end: int, actors: Actors
    ) -> tuple[int, int]:
        """The name in apposition to a description: "the largest party, Al Wefaq, said"."""
        if source[1] - source[0] == 1 and words.lower[source[0]] == "one":
            described = self.source_after(words, source[1] + 1, end, actors)
            return described or source  # "One, a harbour pilot, says"
        if words.tags[source[0]] == "NNP" or any(t in actors for t in range(*source)):
            return source
        if words.tags[source[1] + 1] == "NNP" or source[1] + 1 in actors:
            return self.source_after(words, source[1] + 1, end, actors) or source
        return source

    def source_after(
        self, words: Words, i: int, end: int, actors: Actors
    ) -> tuple[int, int] | None:
        """The source phrase that begins at token i, with its of- and for-phrases."""
        phrase = self._phrases.starting_at(words, i, end, actors)
        if phrase is None:
            return None
        stop = phrase.end
        while stop + 1 < end:
            word = words.lower[stop]
            if word not in _HANGING and words.tags[stop] != "POS":
                break
            only = words.lower[stop + 1] == "only"  # "doctors at the town's only clinic"
            following = self._phrases.starting_at(words, stop + 1 + only, end, actors)
            if following is None:
                break
            alone = word == "and" and words.lower[following.start] in ("a", "an")
            placed = word not in ("and", "for", "with", "to") and not following.bare
            if following.quantity and not (alone and following.people) and not placed:
                break  # but "two residents and a medic", "doctors at two hospitals"
            if word == "and" and (
                (following.end < end and (words.tags[following.end] in FINITE))
                or not (
                    stop + 1 in actors
                    or following.people
                    or words.lower[following.head] in self._speakers.texts
                    or rules_both(words, phrase.start, stop)
                )
            ):
                break
            if word in ("in", "from", "at", "to") and words.lower[following.head] in DAYS:
                break
            stop = following.end
        stop = behind_name(words, stop, end, self._speakers)
        first = phrase.start
        if words.lower[first] in ("a", "an", "another"):
            first += 1
        if not _CITING.isdisjoint(words.lower[first + 1 : stop]):
            stop = next(k for k in range(first + 1, stop) if words.lower[k] in _CITING)
        return first, stop

    def _actor_ending(self, last: int, behind: int, actors: Actors) -> int | None:
        """The first token of the actor that ends at `last`, if that is behind token `behind`."""
        for first in range(behind + 1, last):
            if first in actors and actors[first][0] == last:
                return first
        return None

    def _chunks(self, words: Words, begin: int, end: int, actors: Actors) -> list[Phrase]:
        chunks = []
        i = begin
        while i < end:
            phrase = self._phrases.starting_at(words, i, end, actors)
            if phrase is None:
                i += 1
                continue
            chunks.append(phrase)
            i = max(phrase.end, i + 1)
        return chunks
