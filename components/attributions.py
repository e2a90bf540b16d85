"""`attribution_tagger`: who says so, by which words, and what is said.

Cues are the anchors (patterns/cues.csv). A first pass finds each cue with its source, a second
gives each cue its content, bounded by the sayings beside it; quotations and introduced blocks
then extend contents over sentences and paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.clauses import clause_start
from sitrep.components.columns import columns
from sitrep.components.cues import Cue, CueGrammar
from sitrep.components.patterns import Patterns, RuleComponent
from sitrep.components.phrases import PhraseReader
from sitrep.components.quotations import quotations
from sitrep.components.tagger import FINITE
from sitrep.components.words import WordReader, Words
from sitrep.pipeline.labels import ACTORS, BLOCKS, CONTENTS, CUES, ID_PREFIXES, SOURCES

Range = tuple[int, int]

_JOINTS: Final = frozenset(
    ", and but while whereas after as although though before when which ; – - — who also in yet "
    "however then meanwhile".split()
)
_TRIM: Final = frozenset(", ; : . – — - -- --- \" “ ” ‘ ’ ( ) ' ".split())
_TRAILING: Final = frozenset(
    "and but while whereas after as although though before when which who also yet".split()
)
_ADVERBIAL_NOUNS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday statement interview today "
    "yesterday briefing conference press phone telephone television tv twitter facebook online "
    "earlier later report tweet telegram email video january february march april june july "
    "august september october november december reporters journalists state night morning "
    "evening afternoon headquarters".split()
)
_ADVERBIAL_LEADS: Final = frozenset(
    "on in at by from via during earlier late early through".split()
)
_HEDGES: Final = frozenset({"adverb", "passive"})


@dataclass(slots=True)
class Attribution:
    """One saying; ranges are tokens, end exclusive.

    `source` is None where nobody is named; `cue` None where a bare colon marks the saying.
    `rule` names the construction; `announces` tells that words of saying introduce a block.
    """

    source: Range | None
    cue: Range | None
    contents: list[Range] = field(default_factory=list)
    rule: str = "clause"
    lemma: str = ""
    block: bool = False
    hedge: bool = False
    denial: bool = False
    announces: bool = False
    unit: int = 0

    @property
    def start(self) -> int:
        """The first token of the cue, or of the content where there is none."""
        return self.cue[0] if self.cue else self.contents[0][0]


@Language.factory(
    "attribution_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_sources_f": 0.4, "spans_cues_f": 0.2, "spans_contents_f": 0.4},
)
def make_attribution_tagger(nlp: Language, name: str) -> AttributionTagger:
    """Make an `AttributionTagger`."""
    return AttributionTagger(nlp, name)


class AttributionTagger(RuleComponent):
    """Sets `doc.spans["sources"]`, `["cues"]` and `["contents"]`."""

    files = {"cues": "cues.csv", "quantities": "quantities.csv", "people": "people.csv"}
    layers = (SOURCES, CUES, CONTENTS)
    keys = {
        "cues": ("lemma", "frame", "polarity", "forms"),
        "quantities": ("phrase", "kind", "value"),
        "people": ("word", "kind"),
    }

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Index the cue forms."""
        phrases = PhraseReader(patterns["quantities"], patterns["people"])
        self._cues = CueGrammar(patterns["cues"], phrases)

    def find(self, doc: Doc) -> list[Attribution]:
        """The attributions of a Doc in the order of their cues."""
        _ = self.patterns
        words = self._reader.read(doc)
        if self._cues.anchors.isdisjoint(words.lower) and ":" not in words.lower:
            return []
        actors = (
            {s.start: (s.end, s.label_) for s in doc.spans[ACTORS]} if ACTORS in doc.spans else {}
        )
        blocks = _blocks(doc, words)
        quotes = quotations(words, [(start, end) for start, end, _ in blocks])
        found: list[Attribution] = []
        for start, end in words.sentences:
            cues = self._cues.find(words, start, end, actors)
            subject = self._cues.source_after(words, start, end, actors) if cues else None
            if subject is not None and not any(subject[0] <= t < subject[1] for t in actors):
                subject = None
            found += _sayings(words, cues, start, end, quotes, found, subject)
            colon = self._colon_source(words, start, end, actors, cues)
            if colon is not None:
                found.append(colon)
        _continue_quotes(words, blocks, quotes, found)
        self._introduce_blocks(words, blocks, actors, found)
        return sorted((a for a in found if a.contents), key=lambda a: a.start)

    def set_annotations(self, doc: Doc, found: list[Attribution]) -> None:
        """Write attributions as spans with their attributes."""
        actor_ids = {}
        for span in doc.spans.get(ACTORS, ()):
            actor_ids[span.start] = (span.end, span.kb_id_)
        (orth,) = columns(doc, (ORTH,))
        marks = {doc.vocab.strings[mark] for mark in ('"', "“", "”")}
        words_quotes = {i for i, value in enumerate(orth) if value in marks}
        source_ranges = sorted({a.source for a in found if a.source})
        source_ids = {r: f"{ID_PREFIXES[SOURCES]}{n}" for n, r in enumerate(source_ranges, start=1)}
        source_actor = {
            r: next(
                (kb for t in range(*r) if t in actor_ids for _, kb in [actor_ids[t]] if kb), None
            )
            for r in source_ranges
        }
        cues, contents = [], []
        cue_attrs, content_attrs = {}, {}
        number = 0
        for n, attribution in enumerate(found, start=1):
            key = f"{ID_PREFIXES[CUES]}{n}"
            if attribution.cue:
                cues.append(Span(doc, *attribution.cue, "CUE", span_id=key))
            source = source_ids.get(attribution.source) if attribution.source else None
            evidence = attribution.cue or attribution.contents[0]
            cue_attrs[key] = {
                "source": source,
                "actor": source_actor[attribution.source] if attribution.source else None,
                "kind": _kind(attribution, words_quotes),
                "parent": _parent(n - 1, found),
                "hedge": attribution.hedge,
                "denial": attribution.denial,
                "why": {
                    "span": {"rule": attribution.rule, "words": [_offsets(doc, evidence)]},
                },
            }
            for content in attribution.contents:
                number += 1
                content_id = f"{ID_PREFIXES[CONTENTS]}{number}"
                contents.append(Span(doc, *content, "CONTENT", span_id=content_id))
                content_attrs[content_id] = {"attribution": key}
        sources = [Span(doc, *r, "SOURCE", span_id=source_ids[r]) for r in source_ranges]
        source_attrs = {source_ids[r]: {"actor": source_actor[r]} for r in source_ranges}
        doc.spans[SOURCES] = SpanGroup(doc, name=SOURCES, spans=sources, attrs=source_attrs)
        doc.spans[CUES] = SpanGroup(doc, name=CUES, spans=cues, attrs=cue_attrs)
        doc.spans[CONTENTS] = SpanGroup(doc, name=CONTENTS, spans=contents, attrs=content_attrs)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self.set_annotations(doc, self.find(doc))
        return doc

    def _colon_source(
        self,
        words: Words,
        start: int,
        end: int,
        actors: dict[int, tuple[int, str]],
        cues: list[Cue],
    ) -> Attribution | None:
        """A source and a colon at the head of a sentence ("RT @name: …")."""
        lower = words.lower
        first = start
        while first < end and lower[first] in (
            "rt",
            "•",
            "-",
            "–",
            "mt",
            '"',
            "update",
            "via",
            ".",
        ):
            first += 1
        for i in range(first + 1, min(first + 9, end - 1)):
            if lower[i] != ":":
                continue
            if any(cue.start < i for cue in cues):
                return None
            cue: Range | None = None
            if words.texts[first].startswith("@") and i == first + 1:
                source: Range | None = (first, i)
                if lower[first - 1 : first] == ["rt"] and first > start:
                    cue = (first - 1, first)
            else:
                source = self._cues.source_after(words, first, i, actors)
                named = source is not None and (
                    any(t in actors for t in range(*source))
                    or any(lower[t] in _BODIES for t in range(*source))
                )
                if source is None or not named or not self._only_adverbial(words, source[1], i):
                    return None
            content = _trim(words, i + 1, end)
            return Attribution(source, cue, [content], "colon", unit=first) if content else None
        return None

    def _only_adverbial(self, words: Words, i: int, colon: int) -> bool:
        """Whether nothing, or ", Zagreb" or ", at noon", stands between a source and its colon."""
        return i == colon or (words.lower[i] in (",", "(", "on", "in", "at") and colon - i <= 5)

    def _introduce_blocks(
        self,
        words: Words,
        blocks: list[tuple[int, int, str]],
        actors: dict[int, tuple[int, str]],
        found: list[Attribution],
    ) -> None:
        """Give the blocks behind "X reports:" or "X has this update:" to that attribution."""
        for n, (start, end, label) in enumerate(blocks[:-1]):
            last = end - 1
            while last > start and words.texts[last].isspace():
                last -= 1
            following = blocks[n + 1]
            if words.texts[last] != ":" and not (following[2] == "quote" and label != "quote"):
                continue
            sentence = max((s for s, _ in words.sentences if s <= last), default=start)
            sentence = max(sentence, start)
            candidates = [a for a in found if a.cue and sentence <= a.cue[0] <= last and a.source]
            attribution = (
                candidates[0] if candidates else self._announced(words, sentence, last, actors)
            )
            if attribution is None:
                continue
            if attribution not in found:
                found.append(attribution)
            stop = n + 1
            if following[2] == "quote":
                while stop + 1 < len(blocks) and blocks[stop + 1][2] == "quote":
                    stop += 1
            elif words.texts[following[0]] in ('"', "“"):
                while stop + 1 < len(blocks) and words.texts[blocks[stop + 1][0]] in ('"', "“"):
                    stop += 1
            elif following[2] == "item":
                while stop + 1 < len(blocks) and blocks[stop + 1][2] == "item":
                    stop += 1
            else:
                # Without layout or quotation marks, words of saying open a block to the end of the
                # entry, a mere colon only the next paragraph.
                stop = len(blocks) - 1 if attribution.lemma or attribution.announces else n + 1
            content = _trim(words, blocks[n + 1][0], blocks[stop][1], inner=False)
            if content:
                attribution.contents.append(content)
                attribution.block = True

    def _announced(
        self, words: Words, start: int, last: int, actors: dict[int, tuple[int, str]]
    ) -> Attribution | None:
        """As in "The Guardian has this update:", "a message from X:"."""
        noun = self._cues.opens_block(words, start, last)
        verbs = [
            i for i in range(start, last) if words.tags[i] in FINITE or words.lower[i] in _HAVE
        ]
        source = None
        for verb in reversed(verbs):
            source, _ = self._cues.source_before(words, verb, start, actors)
            if source is not None and _can_speak(words, source, actors):
                return Attribution(
                    source,
                    (verb, noun[1] if noun and verb < noun[1] <= verb + 6 else verb + 1),
                    [],
                    "announced",
                    announces=noun is not None,
                    unit=source[0],
                )
        for i in range(start, last - 1):
            if words.lower[i] in ("from", "by", "of", "with", "to"):
                source = self._cues.source_after(words, i + 1, last, actors)
                if source is not None and _can_speak(words, source, actors):
                    cue = noun if noun else (i, i + 1)
                    return Attribution(source, cue, [], "announced", announces=True, unit=source[0])
        source = self._cues.source_after(words, start, last, actors)
        if source is not None and _can_speak(words, source, actors):
            return Attribution(source, noun, [], "announced", announces=True, unit=source[0])
        return None


def _can_speak(words: Words, source: Range, actors: dict[int, tuple[int, str]]) -> bool:
    """Whether a noun phrase is somebody: an actor, a body, or a name."""
    return any(t in actors or words.lower[t] in _BODIES for t in range(*source)) or (
        words.tags[source[0]] == "NNP" and words.tags[source[1] - 1] == "NNP"
    )


_BODIES: Final = frozenset(
    "ministry hospital clinic committee committees union council radio tv television agency "
    "army police observatory centre center association network society alliance league party "
    "embassy office spokesman spokeswoman doctor medic medics witness resident residents "
    "activist activists correspondent reporter nurse surgeon mayor governor organisation "
    "organization group crescent cross front brigade movement".split()
)
_HAVE: Final = frozenset(
    "has have had sends sent posts posted gives gave offers issued issues released writes".split()
)


def _sayings(
    words: Words,
    cues: list[Cue],
    start: int,
    end: int,
    quotes: list[Range],
    earlier: list[Attribution],
    subject: Range | None,
) -> list[Attribution]:
    """The attributions of one sentence; `subject` is the actor at its head, if there is one."""
    found: list[Attribution] = []
    for n, cue in enumerate(cues):
        source = cue.source
        if source is None and cue.shared:
            source = _antecedent(words, cue, found, earlier, start)
            if (
                source is None
                and words.lower[cue.unit] not in ("he", "she", "they", "it")
                and (cue.frame != "noun" and subject is not None and subject[1] <= cue.start)
            ):
                source = subject
        attribution = Attribution(
            source,
            (cue.start, cue.end),
            [],
            cue.frame,
            cue.lemma,
            hedge=cue.frame in _HEDGES,
            denial=cue.denial,
            unit=cue.unit,
        )
        following = _next_unit(words, cue, cues[n + 1 :])
        attribution.contents = _contents(words, cue, start, end, following, quotes, found)
        found.append(attribution)
    return found


def _antecedent(
    words: Words, cue: Cue, found: list[Attribution], earlier: list[Attribution], start: int
) -> Range | None:
    """The source that a pronoun or a left-out subject goes back to: the nearest earlier one."""
    if found:
        last = next((a for a in reversed(found) if a.source), None)
        if last is not None:
            return last.source
    pronoun = words.lower[cue.unit] if cue.unit < cue.start else ""
    if pronoun in ("he", "she", "they", "it"):
        last = next((a for a in reversed(earlier) if a.source), None)
        return last.source if last is not None else None
    return None


def _next_unit(words: Words, cue: Cue, following: list[Cue]) -> int | None:
    """Where the next saying of the sentence begins, if it stands beside this one, not inside it."""
    for other in following:
        unit = other.unit
        previous = words.lower[unit - 1] if unit else ""
        if unit >= cue.stop and (
            previous in _JOINTS or (other.frame == "according" and previous == ",")
        ):
            if other.frame in ("adverb", "noun", "passive"):
                continue
            if previous == "that" or (previous == "," and other.frame == "according"):
                continue
            return unit
    return None


def _contents(
    words: Words,
    cue: Cue,
    start: int,
    end: int,
    following: int | None,
    quotes: list[Range],
    found: list[Attribution],
) -> list[Range]:
    """The content ranges of a cue in its sentence and, for quotations, beyond it."""
    lower = words.lower
    right = following if following is not None else end
    left = start
    for other in found:
        if other.cue and other.cue[1] <= cue.unit and lower[cue.unit - 1 : cue.unit] != ["that"]:
            left = max(left, other.contents[-1][1] if other.contents else other.cue[1])
    if cue.frame == "adverb":
        return _around(words, cue, start, right)
    if cue.frame == "passive":
        if lower[cue.start - 1 : cue.start] == ["it"]:
            return _whole(_trim(words, _skip_that(words, cue.end, right), right))
        begin = clause_start(words, cue.start, start)
        before, behind = (
            _trim(words, begin, cue.start),
            _trim(words, cue.end, _clause_end(words, cue.end, right)),
        )
        return _whole(before) + _whole(behind)
    if cue.frame == "noun":
        return _whole(
            _trim(words, _skip_that(words, cue.end, right), _clause_end(words, cue.end, right))
        )
    at = cue.stop
    if cue.frame == "told" and not cue.inverted and lower[at : at + 1] != ["that"]:
        at = _behind_addressee(words, at, right)
    at = _behind_adverbials(words, at, right)
    if at < right and lower[at] == ",":
        resumed = _behind_adverbials(words, at + 1, right)
        behind = _trim(words, resumed, right)
    else:
        behind = _trim(words, _skip_that(words, at, right), right)
    quoted = _quote_at(quotes, behind[0], words) if behind else None
    before = _trim(words, left, cue.unit)
    if cue.frame == "according":
        if before and _has_verb_or_noun(words, before):
            extra = (
                _whole(behind)
                if behind
                and lower[cue.stop : cue.stop + 1] == [","]
                and (lower[behind[0] - 1] not in ("but", "while"))
                else []
            )
            return _whole(_quote_before(quotes, before)) + extra
        return _whole(behind)
    if cue.frame in ("clause", "told") or cue.frame == "quote":
        postposed = cue.inverted or behind is None or not _is_content(words, behind)
        if (
            lower[at : at + 1] == [","]
            and before
            and cue.unit > start
            and lower[cue.unit - 1] not in ("and", "but", "that", "while")
        ):
            postposed = True
        if postposed and before:
            contents = _whole(_quote_before(quotes, before))
            if behind and quoted is not None and _follows_quote(words, cue, quotes):
                contents.append(quoted)
            elif (
                behind
                and cue.inverted is False
                and lower[at : at + 1] == [","]
                and _is_content(words, behind)
                and words.tags[behind[0]] != "VBG"
            ):
                contents += _whole(behind)
            return contents
    if behind is None:
        return []
    if quoted is not None and quoted[0] <= behind[0] and quoted[1] >= right - 3:
        return [quoted]
    return [(behind[0], _clause_end(words, behind[0], right, wide=cue.frame == "clause"))]


def _around(words: Words, cue: Cue, start: int, right: int) -> list[Range]:
    """The clause around "reportedly"."""
    begin = clause_start(words, cue.start, start)
    before = _trim(words, begin, cue.start)
    behind = _trim(words, cue.end, _clause_end(words, cue.end, right))
    if words.lower[cue.start - 1 : cue.start] == [","] or words.tags[cue.start - 1] in ("CC",):
        before = None
    return _whole(before) + _whole(behind)


def _clause_end(words: Words, i: int, right: int, *, wide: bool = True) -> int:
    """Where the content that begins at token i ends: a semicolon, or a turn of the sentence."""
    lower = words.lower
    j = i + 1
    while j < right:
        if lower[j] == ";" or (
            lower[j] == "but" and lower[j - 1] not in ("nothing", "anything", "not")
        ):
            break
        if lower[j] == "," and j + 1 < right:
            word = lower[j + 1]
            if word in ("but", "while", "whereas", "although", "though", "contradicting", "amid"):
                break
            if word in ("and", "as") and not wide and _clause_follows(words, j + 2, right):
                break
        j += 1
    trimmed = _trim(words, i, j, inner=False)
    return trimmed[1] if trimmed else j


def _clause_follows(words: Words, i: int, right: int) -> bool:
    return any(words.tags[k] in FINITE for k in range(i, min(i + 8, right)))


def _behind_addressee(words: Words, i: int, right: int) -> int:
    """The token behind whom somebody is told: "told AFP that", "told a news conference"."""
    j = i
    while j < right and words.tags[j] in (
        "DT",
        "PRP$",
        "JJ",
        "NN",
        "NNS",
        "NNP",
        "HYPH",
        "POS",
        "PRP",
    ):
        if j > i and words.tags[j] in ("PRP", "DT"):
            break
        j += 1
    return j


def _behind_adverbials(words: Words, i: int, right: int) -> int:
    """The token behind "on Tuesday", "in a statement", "late Sunday", "from the city"."""
    lower, tags = words.lower, words.tags
    j = i
    while j < right:
        if lower[j] in _ADVERBIAL_NOUNS or (
            tags[j] == "RB" and lower[j] not in ("not", "only", "at")
        ):
            j += 1
            continue
        if lower[j] in _ADVERBIAL_LEADS:
            k = j + 1
            while k < min(j + 7, right) and tags[k] in (
                "DT",
                "JJ",
                "NN",
                "NNP",
                "PRP$",
                "POS",
                "CD",
                "HYPH",
                "VBN",
                "IN",
                "VBG",
            ):
                if lower[k] in _ADVERBIAL_NOUNS:
                    break
                k += 1
            if k < right and lower[k] in _ADVERBIAL_NOUNS:
                j = k + 1
                continue
        break
    return j


def _skip_that(words: Words, i: int, right: int) -> int:
    while i < right and words.lower[i] in ("that", ":", ",", "as"):
        i += 1
    return i


def _has_verb_or_noun(words: Words, content: Range) -> bool:
    return content[1] - content[0] >= 2


def _is_content(words: Words, content: Range) -> bool:
    """Whether a stretch behind a verb of saying is what is said, not when or where it was said."""
    tags = words.tags[content[0] : content[1]]
    if words.lower[content[0]] in (
        "on",
        "in",
        "at",
        "after",
        "before",
        "as",
        "when",
        "who",
        "which",
        "during",
        "late",
        "early",
        "from",
        "by",
        "to",
        "while",
        "adding",
        "without",
        "citing",
        "quoting",
        "including",
        "mostly",
    ):
        return "VBD" in tags[1:] and len(tags) > 12 and "," in words.lower[content[0] : content[1]]
    return len(tags) > 1 or words.tags[content[0]] in ("NNP", "NN", "NNS")


def _quote_at(quotes: list[Range], i: int, words: Words) -> Range | None:
    return next((q for q in quotes if q[0] <= i < q[1]), None)


def _quote_before(quotes: list[Range], before: Range) -> Range:
    """Extend content that ends inside a quotation to the whole of that quotation."""
    for quote in quotes:
        if quote[0] < before[1] <= quote[1] + 1 and quote[1] > before[0]:
            return min(quote[0], before[0]) if quote[0] < before[0] else before[0], max(
                before[1], quote[1]
            )
    return before


def _follows_quote(words: Words, cue: Cue, quotes: list[Range]) -> bool:
    return any(q[1] <= cue.unit for q in quotes)


def _continue_quotes(
    words: Words,
    blocks: list[tuple[int, int, str]],
    quotes: list[Range],
    found: list[Attribution],
) -> None:
    """Give a quotation that no saying holds to the speaker before it in its block."""
    covered = {t for a in found for c in a.contents for t in range(*c)}
    for quote in quotes:
        if quote[1] - quote[0] < 4 or any(t in covered for t in range(*quote)):
            continue
        block = next((b for b in blocks if b[0] <= quote[0] < b[1]), None)
        if block is None:
            continue
        before = [
            a
            for a in found
            if a.cue
            and a.contents
            and a.unit < quote[0]
            and a.cue[0] >= _scope_start(words, blocks, block)
        ]
        begins = words.texts[quote[0] - 1] in ('"', "“") and (
            quote[0] - 1 == block[0] or words.tags[quote[0] - 2] in (".", "''", ":", "_SP")
        )
        if before and begins:
            speaker = before[-1]
            speaker.contents.append(quote)
            covered.update(range(*quote))


def _scope_start(
    words: Words, blocks: list[tuple[int, int, str]], block: tuple[int, int, str]
) -> int:
    """Where the speaker of a quotation may stand: its block, or the one before a lone quotation."""
    index = blocks.index(block)
    if index and words.texts[block[0]] in ('"', "“"):
        return blocks[index - 1][0]
    return block[0]


def _whole(content: Range | None) -> list[Range]:
    return [content] if content is not None else []


def _trim(words: Words, start: int, end: int, *, inner: bool = True) -> Range | None:
    """The range without punctuation, blanks and dangling conjunctions at its edges."""
    while start < end and (
        words.texts[start] in _TRIM
        or words.texts[start].isspace()
        or (inner and words.lower[start] in ("and", "but", "that", "while", "meanwhile", "also"))
    ):
        start += 1
    while end > start and (
        words.texts[end - 1] in _TRIM
        or words.texts[end - 1].isspace()
        or words.lower[end - 1] in _TRAILING
    ):
        end -= 1
    return (start, end) if end > start else None


def _blocks(doc: Doc, words: Words) -> list[tuple[int, int, str]]:
    if BLOCKS in doc.spans and len(doc.spans[BLOCKS]):
        return [(span.start, span.end, span.label_) for span in doc.spans[BLOCKS]]
    return [(0, len(words), "paragraph")] if len(words) else []


def _kind(attribution: Attribution, marks: set[int]) -> str:
    if attribution.block:
        return "block"
    quoted = [c[0] - 1 in marks or c[1] in marks for c in attribution.contents]
    inside = any(t in marks for c in attribution.contents for t in range(*c))
    if all(quoted) and not inside:
        return "direct"
    return "mixed" if inside or any(quoted) else "indirect"


def _parent(n: int, found: list[Attribution]) -> str | None:
    """The id of the innermost other attribution whose content holds the whole of this one.

    Holding is strict, so that chains of parents always end.
    """
    own = [found[n].cue or found[n].contents[0], *found[n].contents]
    first, last = min(r[0] for r in own), max(r[1] for r in own)
    best: tuple[int, int] | None = None
    for k, other in enumerate(found):
        for start, end in other.contents if k != n else ():
            inside = start <= first and last <= end
            if (
                inside
                and other.contents != found[n].contents
                and (best is None or end - start < best[0])
            ):
                best = (end - start, k)
    return f"{ID_PREFIXES[CUES]}{best[1] + 1}" if best else None


def _offsets(doc: Doc, tokens: Range) -> list[int]:
    last = doc[tokens[1] - 1]
    return [doc[tokens[0]].idx, last.idx + len(last)]
