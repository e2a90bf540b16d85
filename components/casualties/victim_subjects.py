"""Who the subject of a verb that tells of killed or hurt people is."""

from __future__ import annotations

from typing import Final

from sitrep.components.casualties.appositions import behind_names, describes
from sitrep.components.casualties.victim_objects import ObjectReader
from sitrep.components.casualties.victims import APPOSED, JOINS, KIN, NAMING, PLACED
from sitrep.components.grammar.clauses import CLAUSAL, DASHES, clause_start, verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL

_BEFORE_NAMING: Final = frozenset({",", "better", "who", "long", "widely"})
# What stands before a phrase that belongs to another one.
_INNER: Final = frozenset({"of", "that", "than", "as", ",", "(", "-", "–"})
# How many tokens before "and" the verb stands whose subject another verb shares.
_SHARED_REACH: Final = 20
_SUBJECT_LEADS: Final = frozenset(
    "of that as after when because while if than whether before until although though".split()
)
# What opens a phrase for all those of whom the subject is a part.
_FRONTED: Final = frozenset({"of", "out", "among", "amongst"})
_QUOTES: Final = frozenset({"``", "''"})
# Verbs behind which stands first who is told.
_TELLING: Final = frozenset({"tell", "tells", "told", "telling"})
# Verbs of one person only.
_OF_ONE: Final = frozenset({"was", "is", "has"})
_PREPOSITIONS: Final = frozenset({"IN", "TO"})
_PERSONAL: Final = frozenset({"they", "he", "she"})
_THEREUPON: Final = frozenset({"where", "before", "and", "until"})
_THOUGHT: Final = frozenset(
    "believed thought said suspected alleged presumed understood reported".split()
)
# What may follow a number alone that opens its clause and is the subject.
_ATTACHED: Final = frozenset({"from", "on", "aboard", "in", "and"})


class SubjectReader(ObjectReader):
    """Reads, besides, the victim phrases before a verb."""

    def subjects(self, group: int) -> list[Phrase]:
        """The victim phrases that are the subject of the verb group at token `group`."""
        words = self.words
        if group > self.start and words.tags[group - 1] in ("WP", "WDT"):
            if words.lower[group - 2 : group] == ["of", "whom"]:
                return self.adjacent(group - 2)[-1:]
            beside = self.adjacent(group - 1)
            beside = [p for p in beside if p.people or words.lower[p.full_start] == "the"]
            return beside or self._named(group - 1)
        if words.lower[group - 1 : group + 1] in (["after", "being"], ["before", "being"]):
            return [p for p in self._shared_subject(group - 1) if p.people]
        if words.tags[group - 1] in _QUOTES and group - 1 > self.start and (
            (words.tags[group - 2] in NOMINAL or words.lower[group - 2] == ",")
            and words.offsets[group] == words.end_offset(group - 1)
        ):  # fmt: skip
            group -= 1  # 'the man "was killed by a mob"'
        begin, last = self._clause(group)
        found = self._subjects(group, begin, last)
        if len(found) > 1 and self._is_one(group) and not found[0].plural:
            return found[:1]  # "Ali Saad, a trader and a former mayor, was killed"
        unclosed = len(found) == 2 and found[0].name and words.lower[group] == "was"
        if unclosed and words.lower[found[0].end : found[1].full_start] == [","] and (
            words.lower[found[1].full_start] in ("a", "an")):  # fmt: skip
            return found[:1]  # "Ali Saad, a trader was killed"
        while group > self.start and words.tags[group - 1] == "RB":
            group -= 1  # "A guard, the son of a nurse, also suffered burns"
        led_off = words.lower[group - 1] in _PERSONAL and words.lower[group - 2] in _THEREUPON
        if not found and led_off:
            return self.antecedent(group - 1)  # "took six men to a field where they were shot"
        if found or group - 1 <= self.start or words.lower[group - 1] != ",":
            return found
        for comma in range(group - 2, self.start, -1):  # "Nobody, as far as we know, was killed"
            if words.lower[comma] == ",":
                return self._subjects(comma, *self._clause(comma))
        return []

    def _is_one(self, group: int) -> bool:
        """Whether a comma and a verb of one person stand at the verb group at token `group`."""
        return self.words.lower[group - 1] == "," and self.words.lower[group] in _OF_ONE

    def _described(self, phrase: Phrase) -> Phrase | None:
        """Who is named before what they are: "Adel, 33, an electrician, who lost an eye"."""
        lower = self.words.lower
        last = phrase.full_start - 1
        aged = lower[last - 1].isdigit() and lower[last - 2] == ","
        if last <= self.start or lower[last] != "," or not (aged or not phrase.counted):
            return None
        if "of" in lower[phrase.full_start : phrase.end + 1]:
            return None  # "Ali Saleh, brother of the man who was killed"
        last -= 2 * aged
        named = None if phrase.plural else (
            self.phrases.ending_at(self.words, last, self.start, self.actors))  # fmt: skip
        one = named is not None and (named.name or named.people) and not named.plural
        return named if one and named and named.head not in self.places else None

    def _named(self, i: int) -> list[Phrase]:
        """Of whom the relative pronoun at token i tells: "Lina Saleh, who was wounded"."""
        if i - 1 <= self.start or self.words.lower[i] != "who":
            return []
        last = i - (self.words.lower[i - 1] == ",")
        if self.words.lower[last - 1].isdigit() and self.words.lower[last - 2] == ",":
            last -= 2  # "Lina Saleh, 43, who was wounded"
        phrase = self.phrases.ending_at(self.words, last, self.start, self.actors)
        if phrase is None or phrase.plural or phrase.head in self.places:
            return []
        if described := self._described(phrase):
            return [described]
        return [phrase] if phrase.name or (phrase.people and self.victim(phrase)) else []

    def _subjects(self, group: int, begin: int, last: int) -> list[Phrase]:
        """The victim phrases between tokens `begin` and `last` before a verb group."""
        words = self.words
        found: list[Phrase] = []
        i = begin
        skip_until = inner_end = -1
        while i < last:
            if words.lower[i] == "(" and ")" in words.lower[i:last]:
                i = words.lower.index(")", i) + 1
                while i < last and words.lower[i] == ")":
                    i += 1  # of a bracket inside a bracket
                continue
            if found and found[-1].end == i and self._opens_aside(i, last):
                i += 1  # "two men – Ali Hassan and his son – were killed"
                while words.lower[i] not in DASHES:
                    i += 1
            if words.tags[i] in ("VBN", "JJ") and (
                words.tags[i - 1] in ("RB", ",", "VBD") and words.lower[i] != "others"
                if words.lower[i] in self.phrases.person
                else words.tags[i] == "VBN"
            ):  # "a man, badly wounded on Friday,", but not "the wounded"
                i += 1
                continue
            if found and words.lower[i] in APPOSED and (words.lower[i - 1] in (",", "(", "–", "-")):
                i = self._behind_parenthesis(i, last)
                continue
            if found and found[-1].end == i and (
                behind := behind_names(words, self.phrases, found[-1], last)):  # fmt: skip
                i = behind
                continue
            phrase = self.phrases.starting_at(words, i, last, self.actors)
            if words.lower[i] == "whose":
                relative = self.phrases.starting_at(words, i + 1, group, self.actors)
                if relative is not None and relative.end == group:
                    return [relative] if relative.people else []  # "Ahmad, whose cousin was killed"
            if phrase is None:
                if words.tags[i] in ("WP", "WDT") and found:
                    skip_until = group
                i += 1
                continue
            if (
                phrase.bare
                and words.lower[phrase.end : phrase.end + 2] in (["of", "them"], ["of", "whom"])
                and words.lower[phrase.start - 1] == ","
                and words.tags[phrase.end + 2] in (*NOMINAL, "JJ")
            ):
                i = self._behind_parenthesis(phrase.end, last)
                continue
            if not found and (apposed := self._apposed(phrase, group, begin)):
                return [phrase._replace(end=apposed)]
            lead = words.lower[phrase.full_start - 1] if phrase.full_start > begin else ""
            lead_tag = words.tags[phrase.full_start - 1] if phrase.full_start > begin else ""
            i = max(phrase.end, i + 1)
            if phrase.full_start < skip_until or not self.victim(phrase, subject=True):
                continue
            if phrase.head == (phrase.quantity.core if phrase.quantity else -1):
                if lead == "," and phrase.end == group and words.lower[group] in ("were", "are"):
                    found = []  # "On the side of the army, five were killed"
                if found and (
                    lead == ","
                    or len(found) > 1
                    or not found[-1].quantity
                    or (
                        words.lower[phrase.full_start - 2 : phrase.full_start - 1] != [","]
                        and words.lower[begin : phrase.start].count(",")
                    )
                ):
                    continue  # ages: "two brothers, 19 and 22, were killed"
                # "93 including two girls were hurt", "dozens who had marched were hurt"
                more = words.lower[phrase.end] in ("including", "who")
                # "a soldier of one battalion and two from another were hurt"
                more |= bool(found) and lead == "and" and words.lower[phrase.end] in PLACED
                # "Six from the village were killed", "A couple and their baby died"
                more |= (
                    phrase.full_start == begin
                    and words.lower[phrase.end] in _ATTACHED
                    and words.tags[phrase.end + 1] != "CD"  # "Two in five were hurt"
                )
                gap = () if more else words.tags[phrase.end : last]
                nobody = phrase.quantity is not None and phrase.quantity.code == "0"
                if (
                    not phrase.people
                    and not nobody
                    and any(tag not in ("RB", ",", "MD", "''", "``", "JJ") for tag in gap)
                ):
                    continue
            if lead == "and" and phrase.full_start == phrase.start and not (
                phrase.people or phrase.counted or phrase.name):  # fmt: skip
                continue  # "the head of the fire and rescue department was hurt"
            absolute = words.tags[group] == "VBG" and phrase.end == group  # "with ten being held"
            owned = lead == "of" and words.lower[phrase.full_start - 2] in self.phrases.thing
            if owned and not absolute:
                continue  # "the house of a family was hit"
            of_act = lead.endswith("ing") and words.tags[phrase.full_start - 2] == "IN"
            if found and (of_act or lead_tag == "VBG") and lead != "including" and not absolute:
                continue  # "a man accused of carrying two rebels was killed"
            if lead == "of" and found and found[-1].name and found[-1].end == phrase.full_start - 1:
                continue  # "Rula Hadi of Radio Kut and Omar Hadi of TV Sur were hit"
            inner = lead_tag in _PREPOSITIONS and not absolute and lead not in _SUBJECT_LEADS
            inner &= not (lead == "from" and phrase.quantity and "-" in phrase.quantity.code)
            if inner or (lead == "and" and phrase.full_start == inner_end + 1):
                inner_end = phrase.end  # "between soldiers and protesters"
                continue
            kin = (
                bool(found)
                and (
                    words.tags[found[0].full_start] == "PRP$"
                    or (
                        words.lower[phrase.full_start] in KIN
                        and words.lower[phrase.full_start + 1] != "of"
                    )
                    or self.kin(phrase)
                )
                and phrase.people
                and not phrase.plural
                and not phrase.counted
                and (
                    phrase.full_start == phrase.start
                    or (
                        words.tags[phrase.full_start] == "PRP$"
                        and "and" in words.lower[phrase.end : group]
                    )
                )
            )  # "my mother, brother and two aunts"
            named = phrase.name and phrase.end - phrase.start > 1 and all(p.name for p in found)
            if (
                named
                and "and" in words.lower[phrase.end : group]
                and phrase.head not in self.places
            ):
                kin = True  # "Ali Saad from Kut, Omar Haddad and Amal Saleh were killed"
            if lead == "," and found and not kin and not self._coordinates(phrase, group):
                continue
            if lead == "," and found and describes(words, phrase, found[-1], last):
                continue
            if found and lead not in JOINS:
                nearest = phrase.counted and phrase.people and phrase.end == group
                if not found[-1].counted or (nearest and lead not in _INNER):
                    found = [phrase]
                continue
            found.append(phrase)
        if (
            not found
            and begin - 2 > self.start
            and words.tags[begin - 1] == "CC"
            and (
                words.tags[begin - 2] in ("VBD", "VBN", "VBZ", "RB", "RP")
                or words.lower[begin - 2] in ("dead", "hurt")
            )
        ):
            return self.subjects(verb_group_start(words, begin - 2, self.start))
        if not found and begin == group and words.tags[begin - 1] == "CC":
            return self._shared_subject(begin - 1)
        return found

    def _shared_subject(self, joint: int) -> list[Phrase]:
        """The subject of the last verb before token `joint`: "was brought in and died"."""
        words = self.words
        for j in range(joint - 1, max(self.start, joint - _SHARED_REACH), -1):
            if words.tags[j] in FINITE:
                group = verb_group_start(words, j, self.start)
                related = words.tags[group - 1] in ("WP", "WDT") and group > self.start
                return [] if related else self.subjects(group)
        return []

    def _apposed(self, phrase: Phrase, group: int, begin: int) -> int | None:
        """Where a number alone ends that is the subject: "Two of them, a boy and a baker, died"."""
        words = self.words
        after = phrase.end
        if not phrase.bare or words.lower[group - 1] != ",":
            return None
        if phrase.full_start > begin and words.tags[phrase.full_start - 1] in _PREPOSITIONS:
            return None
        if words.lower[after] == "of" and words.tags[after + 1] == "PRP":
            after += 2
        return after if after < group - 1 and words.lower[after] == "," else None

    def _clause(self, group: int) -> tuple[int, int]:
        """Where the subject of a verb group can stand: from its clause's start to its own end.

        Participles behind a noun ("civilians queuing for bread were killed") end the subject.
        """
        words = self.words
        begin, last = clause_start(words, group, self.start), group
        if words.lower[begin : begin + 2] == ["according", "to"]:
            begin = self._behind_authority(begin, group)
        elif words.lower[begin - 1] in _TELLING and begin > self.start:
            begin = self._behind_addressee(begin, group)
        elif words.lower[begin] in _FRONTED and "," in words.lower[begin:group]:
            comma = words.lower.index(",", begin)
            if words.tags[comma + 1] == "CD":
                begin = comma + 1  # "Of the 40 hostages, six died"
        elif words.lower[begin] in _FRONTED and words.tags[group - 1] == "CD":
            begin = group - 1  # "of the 40 hostages six died"
        while (
            begin - 2 >= self.start
            and words.tags[begin - 1] == "VBG"
            and words.tags[begin - 2] in NOMINAL
            and (words.tags[begin] != "CD" or words.lower[begin - 2] in self.phrases.person)
            and words.lower[begin - 1] not in self.outcomes
            and words.lower[begin - 1] not in CLAUSAL
        ):
            last = begin - 1
            begin = clause_start(words, last, self.start)
        naming = begin - 1 - (words.lower[begin - 1] == "as")
        seen_as = naming == begin - 2 and words.tags[naming] in ("VBN", "VBD")
        seen_as = seen_as and words.lower[naming] not in self.outcomes  # "killed as a result of"
        if words.lower[begin : begin + 2] == ["to", "be"] and words.lower[begin - 1] in _THOUGHT:
            naming, seen_as = begin - 1, True  # "Nine men believed to be rebels were killed"
        if naming > self.start and (words.lower[naming] in NAMING or seen_as):
            while naming > self.start and (
                words.lower[naming - 1] in _BEFORE_NAMING or words.tags[naming - 1] in ("VBD", "RB")
            ):
                naming -= 1
            last = naming
            begin = clause_start(words, last, self.start)
        return begin, last

    def _behind_authority(self, begin: int, group: int) -> int:
        """Where the clause goes on behind "According to Ali Saleh, the governor,"."""
        commas = [i for i in range(begin, group - 1) if self.words.lower[i] == ","]
        for comma in reversed(commas):
            phrase = self.phrases.starting_at(self.words, comma + 1, group, self.actors)
            if phrase is not None and phrase.end == group:
                return comma + 1
        return begin

    def _behind_addressee(self, begin: int, group: int) -> int:
        """Where the words begin that somebody is told: "told Al Sharq three guards were killed"."""
        told = self.phrases.starting_at(self.words, begin, group, self.actors)
        if told is None or told.end >= group:
            return begin
        said = self.phrases.starting_at(self.words, told.end, group, self.actors)
        return told.end if said is not None else begin

    def _opens_aside(self, i: int, last: int) -> bool:
        """Whether a dash at token i opens an aside that names those before it."""
        words = self.words
        return (
            words.lower[i] in DASHES
            and words.offsets[i] > words.end_offset(i - 1)
            and words.tags[i + 1] != "CC"
            and not DASHES.isdisjoint(words.lower[i + 1 : last])
        )

    def _behind_parenthesis(self, i: int, end: int) -> int:
        """The token behind the comma that closes ", most of them women and children,"."""
        while i < end and self.words.lower[i] not in (",", ")", "–", "—", "-"):
            i += 1
        return i + 1

    def _coordinates(self, phrase: Phrase, group: int) -> bool:
        """Whether a phrase behind a comma is one more victim rather than an apposition."""
        between = self.words.lower[phrase.end : group]
        return (
            bool(phrase.quantity)
            and ("and" in between or phrase.end == group)
            and (
                self.words.lower[phrase.quantity.core if phrase.quantity else 0]
                not in ("most", "many")
            )
        )
