"""Low, best and high: that they are bounds, that they hold in worlds, and what never moves them."""

import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.pipeline.ledger.bounds import Counter
from sitrep.pipeline.ledger.edits import Edit
from sitrep.pipeline.ledger.incidents import wholes
from sitrep.pipeline.ledger.linking import link_claims
from sitrep.pipeline.ledger.pairs import NONE, PART, SAME, Link
from sitrep.pipeline.ledger.rows import of_outcome
from sitrep.pipeline.ledger.windows import RUNNING
from told import claims, told

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
from worlds import make_world, outcomes

SURE = 0.9


def counter(*entries, edits=(), threshold=SURE):
    found = link_claims(claims(*entries), edits)
    return Counter(found.claims, found.links, threshold)


def bounds(*entries, outcome="KILLED", **options):
    made = counter(*entries, **options)
    return made.bounds(of_outcome(made, outcome))


def figures(*entries, **options):
    """Low, best by UCDP's and by ACLED's rule, high."""
    found = bounds(*entries, **options)
    return found.low, *found.best.values(), found.high


def at(minute):
    return f"2011-11-08T12:{minute:02}"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Two towns: nobody can be counted twice.
        (["[8 men|8] died in Homs.", "[5 men|5] died in Hama."], (13, 13, 13, 13)),
        # Two reports of one count.
        (["[8 men|8] died in Homs.", "[eight men|8] died in Homs."], (8, 8, 8, 8)),
        # Perhaps the same, perhaps not.
        (["[3 men|3] died in Homs.", "[3 people|3] died in Baba Amr, Homs."], (3, 3, 3, 6)),
        # Open ends stay open.
        (["[at least 8|8+] died in Homs."], (8, 8, 8, None)),
        (["[dozens|dozens] died in Homs."], (24, 24, 12, None)),
        (["[about 130|~130] died in Homs."], (117, 130, 130, 143)),
        (["[up to 20|<=20] died in Homs."], (1, 20, 20, 20)),
        # A part is in its whole, and an open part in a closed one is closed.
        (["[12 people|12] died in Homs, among them [a child|1|in K1]."], (12, 12, 12, 12)),
        (["[12 people|12] died in Homs, among them [several|several|in K1]."], (12, 12, 12, 12)),
        # Denied, possible and cumulative claims are in no sum.
        (["[8 men|8] died in Homs.", "[nobody|0|denied] died in Hama.",
          "[many|many|possible] may die in Idlib.", "[3,500|3500|period] died in Syria in total."],
         (8, 8, 8, 8)),
    ],
)  # fmt: skip
def test_figures(texts, expected):
    entries = [
        told(text, by=f"Source {n}", at=at(n), page=f"page{n}") for n, text in enumerate(texts)
    ]
    found = figures(*entries)
    low, ucdp, acled, high = expected
    assert found == (low, max(low, ucdp), max(low, acled), high)


@pytest.mark.parametrize(
    ("texts", "low", "best"),
    [
        (["[18 people|18+] died in Homs.", "The toll rises to [40|40].",
          "The toll rises to [120|120]."], 120, 120),
        (["[60 people|60+] died in Homs.", "[Two Turks|2] were among the dead."], 60, 60),
        (["[12|12] died in Homs.", "The dead include [a girl|1], shot in her bed."], 12, 12),
        (["[5 people|5+] died in Homs.", "[One of the dead|1] is a Turk.",
          "The toll is now at [11|11]."], 11, 11),
    ],
)  # fmt: skip
def test_what_names_no_place_is_not_added_to_the_toll_of_its_page(texts, low, best):
    entries = [told(text, by=f"Source {n}", at=at(n)) for n, text in enumerate(texts)]
    found = bounds(*entries)
    assert (found.low, found.best["ucdp"]) == (low, best)


def test_a_part_of_a_later_toll_is_no_rival_of_the_earlier_one():
    """20 children of 98, then 57 of 194, by one source: no toll is as low as the children."""
    found = bounds(
        told("[98 people|98+] died in Homs, [20 children|20|in K1].", by="SOHR", at=at(1)),
        told(
            "The toll of both days is now at [194|194|period], [57 children|57|in K1].",
            by="SOHR",
            at="2011-11-09T14:00",
        ),
    )
    assert found.low >= 98


def test_the_unknown_part_of_a_total_stays_unknown():
    """30 in the country, 3 of them in Homs: nobody says where the other 27 died."""
    entries = (
        told("[3 men|3] died in Homs.", by="SOHR", at=at(1)),
        told("[30 people|30|period] died across Syria today.", by="SOHR", at=at(2)),
    )
    made = counter(*entries)
    homs = [i for i in of_outcome(made, "KILLED") if made.probable.incidents[i].depth == 3]
    assert made.bounds(homs).high == 3
    assert made.bounds(of_outcome(made, "KILLED")).high == 30


def test_a_slice_of_parts_is_not_more_than_their_whole():
    entry = told(
        "[10 people|10] died in Homs: [some|some|in K1] in Baba Amr and [8|8|in K1] in Khalidiya."
    )
    made = counter(entry)
    parts = [id_ for id_, i in made.probable.incidents.items() if i.whole]
    assert len(parts) == 2
    assert made.bounds(parts).high == 10


def test_a_reviewer_moves_the_bounds():
    entries = (
        told("[3 men|3] died in Homs.", by="SOHR", at=at(1)),
        told("[3 people|3] died in Baba Amr, Homs.", by="LCC", at=at(2), page="other"),
    )
    one, other = (claim.id for claim in claims(*entries))
    assert figures(*entries) == (3, 3, 3, 6)
    assert figures(*entries, edits=[Edit(one, "same", other)]) == (3, 3, 3, 3)
    assert figures(*entries, edits=[Edit(one, "not_same", other)]) == (6, 6, 6, 6)
    assert figures(*entries, edits=[Edit(one, "part_of", other)]) == (3, 3, 3, 3)


# The proof of the module's docstring, put to the test: sets of people are drawn, and everything
# that is told of them is true. Then no set of links that is told may lead to wrong bounds.


@st.composite
def truths(draw):
    """Some sets of people, a claim on each, and links of which all are true."""
    people = st.frozensets(st.integers(0, 11), min_size=1, max_size=6)
    sets = draw(st.lists(people, min_size=1, max_size=6))
    entries, text = [], "[{0} men|{1}] died in Homs."
    for number, members in enumerate(sets):
        size = len(members)
        code = draw(st.sampled_from([str(size), f"{max(1, size - 1)}+", f"{size}-{size + 2}"]))
        entries.append(told(text.format(number, code), id=f"e{number}", by=f"S{number}"))
    told_claims = claims(*entries)
    by_entry = {claim.entry: claim for claim in told_claims}
    links = []
    for (a, one), (b, other) in combinations(enumerate(sets), 2):
        first, second = by_entry[f"e{a}"].id, by_entry[f"e{b}"].id
        if draw(st.booleans()):
            links.append(Link(first, second, NONE, 0.5, 0.2, 0.5, "model", ""))
        elif one == other:
            links.append(Link(first, second, SAME, 1, 1, 0, "model", ""))
        elif one < other:
            links.append(Link(first, second, PART, 1, 0, 0, "model", ""))
        elif other < one:
            links.append(Link(second, first, PART, 1, 0, 0, "model", ""))
        elif one & other:
            links.append(Link(first, second, NONE, 0.5, 0, 0.5, "model", ""))
        else:
            links.append(Link(first, second, NONE, 1, 0, 1, "model", ""))
    return sets, told_claims, links


@settings(deadline=None, max_examples=300)
@given(truths())
def test_bounds_follow_from_links(truth):
    sets, told_claims, links = truth
    made = Counter(told_claims, links, SURE)
    found = made.bounds(made.probable.incidents)
    dead = len(frozenset().union(*sets))
    assert found.low <= dead
    assert found.high is None or dead <= found.high
    assert all(found.low <= best for best in found.best.values())


seeds = st.integers(0, 10_000)
small = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much]
)


def of_world(entries):
    return bounds(*entries)


def small_world(seed):
    return make_world(seed, events=6, days=2, towns=4).entries


@small
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(seed, random_):
    entries = small_world(seed)
    shuffled = random_.sample(entries, len(entries))
    assert of_world(shuffled) == of_world(entries)


@small
@given(seeds, st.data())
def test_a_duplicate_report_never_changes_a_figure(seed, data):
    entries = small_world(seed)
    entry = data.draw(st.sampled_from(entries))
    time = entry["time"][:11] + "23:59:59Z"
    copy = entry | {"id": "copy", "page": "another page", "time": time}
    assert of_world([*entries, copy]) == of_world(entries)


@small
@given(seeds, st.data())
def test_adding_a_part_never_raises_the_total_above_the_whole(seed, data):
    """Nor do any parts that the model finds: of a whole with all its parts, `high` is its own."""
    entries = [entry for entry in small_world(seed) if len(entry["casualties"]) == 1]
    entry = data.draw(st.sampled_from(entries))
    told_whole = entry["casualties"][0]
    text = f"{entry['text']} Among them: several women."
    start = text.index("several")
    part = told_whole | {
        "id": "K2", "start": start, "end": len(text) - 1, "part_of": "K1", "victims": [],
        "count": {"code": "several", "text": "several"},
    }  # fmt: skip
    added = entry | {"text": text, "casualties": [told_whole, part]}
    made = counter(*[added if other is entry else other for other in entries])
    sure = made.sure.incidents
    for whole in [i for i in sure.values() if i.whole is None and i.kind != RUNNING]:
        below = [i for i in sure.values() if whole in wholes(sure, i)]
        selected = {made.probable.of[claim.id] for i in below for claim in i.claims}
        claims_of = {claim for id_ in selected for claim in made.probable.incidents[id_].claims}
        if claims_of == {claim for i in below for claim in i.claims}:
            found = made.bounds(selected)
            assert found.high == whole.high
            assert whole.high is None or found.low <= min(found.best.values()) <= whole.high


def test_bounds_hold_in_a_hundred_worlds_and_are_narrower_than_naive_ones():
    found = list(outcomes(range(100), SURE))
    assert sum(outcome.holds for outcome in found) >= 95
    assert sum(outcome.named_holds for outcome in found) >= 95
    width = sum(o.bounds.named["ucdp"] - o.bounds.low for o in found)
    naive_width = sum(o.naive[1] - o.naive[0] for o in found)
    assert width < naive_width / 2
    error = sum(abs(o.bounds.best["ucdp"] - o.dead) for o in found)
    assert error < sum(abs(o.naive[0] - o.dead) for o in found) / 2
    assert error < sum(abs(o.naive[1] - o.dead) for o in found) / 10


def test_a_world_is_the_same_on_every_machine():
    assert make_world(7).entries == make_world(7).entries
    assert make_world(7).entries != make_world(8).entries
