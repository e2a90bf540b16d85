"""What speaks for an option of a claim's field, as named features.

A feature is a string of its name and its values, and stands for itself alone and for the kind
of link. What is the same for all options of a choice counts only together with something of the
option; so the claim's own features are joined with what the option is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, Final

from spacy.tokens import Span

from sitrep.components.claims.cues import PHRASES
from sitrep.components.claims.view import WIDE
from sitrep.components.trained.link_candidates import (
    PERPETRATOR,
    PLACE,
    SCOPE,
    SOURCE,
    STATUS,
    WHOLE,
    Choice,
    LinkView,
    Option,
)

_DISTANCES: Final = (0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 70)
_NUMBERS: Final = (0, 1, 2, 3, 5, 10, 20, 50, 100, 300, 1000)
_RATIOS: Final = (0.2, 0.5, 0.999, 1.001, 2.0, 5.0)
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BREAKS: Final = frozenset(", ; : - – — ( ) “ ” and but while after when where who".split())
_WINDOW: Final = 4
_WORD_KINDS: Final = ("attack", "weapon", "travel", "movement", "place_noun", "treatment")


def features(view: LinkView, choice: Choice) -> Iterator[list[str]]:
    """The features of each option of a choice, in order."""
    claim = _Claim(view, choice.casualty)
    values = view.attrs[choice.casualty.id_]
    why = values["why"].get(choice.kind, {}).get("rule", "")
    of_kind = {
        PLACE: _place,
        PERPETRATOR: _agent,
        WHOLE: _whole,
        SOURCE: _saying,
        SCOPE: _state,
        STATUS: _state,
    }[choice.kind]
    for number, option in enumerate(choice.options):
        ruled = "ruled" if number == choice.ruled else "otherwise"
        found = [ruled, f"{ruled} {why}", f"{ruled} {why} {claim.frame}"]
        found += of_kind(claim, choice, option, ruled)
        yield [f"{choice.kind} {name}" for name in found]


class _Claim:
    """What all choices of one casualty share."""

    def __init__(self, view: LinkView, span: Span) -> None:
        self.view, self.span = view, span
        self.words = view.words
        self.values = view.attrs[span.id_]
        self.trigger = view.triggers[span.id_]
        self.sentence = view.sentence_of(span.start)
        self.first, self.last = sorted((self.trigger, span.start))
        self.last = max(self.last, span.end - 1)
        self.frame = self.values["why"]["span"]["rule"]
        self.number = view.number_of(span)
        self.size = bisect_right(_NUMBERS, self.number)
        self.state = f"{self.values['scope']} {self.values['status']}"
        self.traits = [
            f"frame {self.frame}",
            f"size {self.size}",
            f"outcome {span.label_}",
            f"trigger {self.words.lower[self.trigger]}",
            f"bare {view.is_bare(span)}",
            f"item {view.is_item(span.start)}",
            f"said {view.said_at(span.start) is not None}",
            f"part {self.values['part_of'] is not None}",
        ]

    def sentences_to(self, token: int) -> int:
        """How many sentences away a token is, negative before."""
        return self.words.sentence_number(token) - self.words.sentence_number(self.span.start)

    def between(self, span: Span) -> tuple[int, int]:
        """The tokens between a span and the nearer of count and outcome word."""
        if span.start > self.last:
            return self.last + 1, span.start
        if span.end <= self.first:
            return span.end, self.first
        low, high = sorted((self.span.start, self.trigger))
        return (low + 1, span.start) if span.start > low else (span.end, high)


def _where(claim: _Claim, span: Span, rivals: list[Span]) -> list[str]:
    """How a span lies to the casualty: order, distance, borders and words between them."""
    view, words = claim.view, claim.words
    start, end = claim.between(span)
    side = "behind" if span.start > claim.last else "before" if span.end <= claim.first else "amid"
    away = max(-3, min(2, claim.sentences_to(span.start)))
    far = bisect_left(_DISTANCES, max(end - start, 0))
    gap = words.lower[start:end] if away == 0 else []
    finite = sum(tag in _FINITE for tag in words.tags[start:end]) if away == 0 else -1
    breaks = sorted({word for word in gap if word in _BREAKS})
    rank = sum(
        abs(other.start - claim.span.start) < abs(span.start - claim.span.start) for other in rivals
    )
    others = sum(start <= other.start < end for other in view.casualties)
    same_block = view.block_of(span.start) == view.block_of(claim.span.start)
    same_saying = view.said_at(span.start) == view.said_at(claim.span.start)
    before = words.lower[span.start - 1] if span.start else ""
    found = [
        f"{side} {far}",
        f"{side} sentence {away}",
        f"{side} sentence {away} rank {min(rank, 4)}",
        f"{side} {far} frame {claim.frame}",
        f"{side} sentence {away} frame {claim.frame}",
        f"rank {min(rank, 4)}",
        f"block {same_block} saying {same_saying}",
        f"claims between {min(others, 3)} {away}",
        f"finite {min(finite, 3)} {side}",
        f"first {span is rivals[0]} {away}",
        f"behind {before}",
        f"behind {before} {side}",
        f"in clause {away == 0 and not breaks and finite <= 1}",
        f"item {view.is_item(claim.span.start)} {same_block} {side}",
    ]
    found += [f"break {word} {side}" for word in breaks]
    return found


def _none(claim: _Claim, choice: Choice, ruled: str) -> list[str]:
    near = sum(
        claim.sentences_to(span.start) == 0 for option in choice.options for span in option.spans
    )
    return [
        "none",
        f"none near {min(near, 3)}",
        f"none of {min(len(choice.options), 6)}",
        f"none {claim.state}",
        f"none {claim.state} near {min(near, 3)}",
        *(f"none {trait}" for trait in claim.traits),
        *(f"none {ruled} {trait}" for trait in claim.traits[:3]),
    ]


def _place(claim: _Claim, choice: Choice, option: Option, ruled: str) -> list[str]:
    if not option.spans:
        return _none(claim, choice, ruled)
    view, span = claim.view, option.spans[0]
    lead = view.lead(span)
    label = span.label_
    own: dict[str, Any] = view.place_attrs.get(span.id_, {})
    within = own.get("within")
    rivals = [other for choice in choice.options for other in choice.spans]
    inner = any(view.place_attrs.get(o.id_, {}).get("within") == span.id_ for o in rivals)
    same = sum(o.text == span.text for o in view.places)
    taken = span.start in view._taken
    start, end = view.sentence_of(span.start)
    told = any(start <= o.start < end and o.id_ != claim.span.id_ for o in view.casualties)
    chosen_before = any(
        span.id_ in view.attrs[o.id_]["locations"]
        for o in view.casualties
        if o.start < claim.span.start
    )
    entry = view.doc.user_data.get("entry", {})
    sentence = view.words.lower[start:end]
    away = max(-3, min(2, claim.sentences_to(span.start)))
    found = _where(claim, span, rivals)
    found += [
        f"label {label}",
        f"label {label} {claim.state}",
        f"label {label} {claim.state} sentence {away}",
        f"label {label} size {claim.size}",
        f"label {label} frame {claim.frame}",
        f"label {label} lead {lead}",
        f"lead {lead}",
        f"lead {lead} sentence {away}",
        f"lead {lead} taken {taken}",
        f"taken {taken} sentence {away}",
        f"inner {inner} within {within is not None} {label}",
        f"same {min(same, 3)}",
        f"told {told} sentence {away}",
        f"chosen before {chosen_before} sentence {away}",
        f"chosen before {chosen_before} {claim.values['part_of'] is not None}",
        f"home {own.get('country') == entry.get('country')} {label}",
        f"opens {span.start - start <= 1} {away}",
        f"members {len(option.spans)}",
        f"{ruled} {label} {away}",
        f"{ruled} {claim.state}",
    ]
    for kind in _WORD_KINDS:
        if not view.cues_of.words(kind).isdisjoint(sentence):
            found.append(f"{kind} sentence {away} {label}")
        if not view.cues_of.words(kind).isdisjoint(
            view.words.lower[max(span.start - _WINDOW, start) : span.end]
        ):
            found.append(f"{kind} at place")
    return found


def _agent(claim: _Claim, choice: Choice, option: Option, ruled: str) -> list[str]:
    if not option.spans:
        return _none(claim, choice, ruled)
    view, span = claim.view, option.spans[0]
    lower, tags = claim.words.lower, claim.words.tags
    rivals = [other for choice in choice.options for other in choice.spans]
    after = tags[span.end] if span.end < len(tags) else ""
    source = any(s.start <= span.start < s.end for s in view.sources)
    start, end = claim.between(span)
    side = "behind" if span.start > claim.last else "before"
    by = "by" in lower[start:end]
    attack = not view.cues_of.words("attack").isdisjoint(lower[start:end])
    away = max(-3, min(2, claim.sentences_to(span.start)))
    victims = sorted({a.label_ for a in view.actors if a.id_ in claim.values["victims"]})
    return [
        *_where(claim, span, rivals),
        f"label {span.label_}",
        f"label {span.label_} {side} {away}",
        f"label {span.label_} victims {victims[:1]}",
        f"source {source} {side}",
        f"next tag {after} {side}",
        f"by {by} {side} {away}",
        f"attack {attack} {side} {away}",
        f"attack {attack} {side} {away} {span.label_}",
        f"members {len(option.spans)}",
        f"{ruled} {away}",
        f"{ruled} {span.label_}",
        *(f"{side} {away} {trait}" for trait in claim.traits[:5]),
    ]


def _whole(claim: _Claim, choice: Choice, option: Option, ruled: str) -> list[str]:
    if not option.spans:
        return _none(claim, choice, ruled)
    view, part, whole = claim.view, claim.span, option.spans[0]
    lower = claim.words.lower
    rivals = [other for choice in choice.options for other in choice.spans]
    size = view.number_of(whole)
    ratio = bisect_right(_RATIOS, claim.number / size) if size and claim.number else -1
    side = "behind" if whole.start > part.start else "before"
    noun = lower[whole.end - 1] == lower[part.end - 1]
    speakers = view.speaker_at(part.start) == view.speaker_at(whole.start)
    places = view.attrs[part.id_]["locations"] == view.attrs[whole.id_]["locations"]
    away = max(-3, min(2, claim.sentences_to(whole.start)))
    return [
        *_where(claim, whole, rivals),
        f"ratio {ratio}",
        f"ratio {ratio} {side}",
        f"ratio {ratio} {side} {away}",
        f"ratio {ratio} noun {noun} speakers {speakers}",
        f"ratio {ratio} places {places}",
        f"noun {noun} {side}",
        f"speakers {speakers} places {places}",
        f"scope {view.attrs[whole.id_]['scope']} {claim.values['scope']}",
        f"whole is part {view.wholes.get(whole.id_) is not None}",
        f"{ruled} ratio {ratio}",
        *(f"lead {word}" for word in lower[max(part.start - 3, 0) : part.start]),
        *(f"{side} {away} {trait}" for trait in claim.traits[:5]),
    ]


def _saying(claim: _Claim, choice: Choice, option: Option, ruled: str) -> list[str]:
    if option.value is None:
        return _none(claim, choice, ruled)
    view, span = claim.view, claim.span
    cue = view.cues[option.value]
    around = sorted(
        (end - start, key)
        for start, end, key in view.contents
        if start <= span.start and span.end <= end
    )
    order = next((n for n, (_, key) in enumerate(around) if key == option.value), -1)
    own = [(start, end) for start, end, key in view.contents if key == option.value]
    start, end = min(own, key=lambda content: abs(content[0] - span.start))
    side = "holds" if order >= 0 else "behind" if start > span.start else "before"
    near = bisect_left(_DISTANCES, max(start - span.end, span.start - end, 0))
    away = max(-3, min(2, claim.sentences_to(start)))
    ends = max(-3, min(2, claim.sentences_to(end - 1)))
    source = option.spans[0] if option.spans else None
    head = claim.words.lower[source.end - 1] if source is not None else ""
    found = [
        f"order {order} of {len(around)}",
        f"order {order} ruled {ruled}",
        f"{side} {near}",
        f"{side} {away} {ends}",
        f"{side} kind {cue['kind']}",
        f"{side} kind {cue['kind']} source {source is not None}",
        f"{side} source {source is not None}",
        f"{side} parent {cue['parent'] is not None}",
        f"{side} head {head}",
        f"{side} hedge {cue['hedge']}",
        f"{ruled} {side} {len(around)}",
        f"one {len({key for _, _, key in view.contents}) == 1} {side}",
        *(f"{side} {trait}" for trait in claim.traits),
    ]
    if source is not None:
        actors = [a.label_ for a in view.actors if source.start <= a.start < source.end]
        found += [
            f"{side} actors {actors[:1]}",
            f"source sentence {max(-3, min(2, claim.sentences_to(source.start)))} {side}",
            f"source block {view.block_of(source.start) == view.block_of(span.start)} {side}",
        ]
    return found


def _state(claim: _Claim, choice: Choice, option: Option, ruled: str) -> list[str]:
    view, (start, end) = claim.view, claim.sentence
    lower, tags = claim.words.lower, claim.words.tags
    low, high = max(start, claim.first - _WINDOW), min(end, claim.last + 1 + _WINDOW)
    found = [
        *claim.traits,
        f"{claim.frame} {claim.size}",
        f"{claim.frame} {claim.size} {claim.state}",
        f"{claim.values['count']['code'].lstrip('0123456789')}",
        f"number {claim.number}" if claim.number < 4 else "",
        f"hedged {claim.values['hedged']}",
        *(f"near {word}" for word in lower[low:high]),
        *(f"cue {kind} {claim.size > 3}" for kind in PHRASES if view.cue(kind, claim.sentence)),
        *(f"cue {kind} near" for kind in PHRASES if view.cue(kind, (low, high))),
        f"tags {' '.join(tags[max(start, claim.trigger - 2) : claim.trigger + 1])}",
        f"claims {min(sum(start <= o.start < end for o in view.casualties), 4)}",
        f"claim {min([o.id_ for o in view.casualties].index(claim.span.id_), 3)}",
    ]
    wide = {p.label_ for p in view.places if start <= p.start < end}
    found += [f"place {label} {claim.size}" for label in sorted(wide)]
    found += [f"only wide {bool(wide) and wide <= WIDE} {claim.size}", f"place {bool(wide)}"]
    places = [p.label_ for p in view.places if p.id_ in claim.values["locations"]]
    found += [f"at {label} {claim.size > 5}" for label in places[:1]]
    said = claim.values["attribution"]
    if said is not None:
        cue = view.cues[said]
        found += [f"said {cue['kind']} {cue['hedge']} {cue.get('denial')}"]
    return [f"{option.value} {name}" for name in found] + [f"{option.value} {ruled}"]
