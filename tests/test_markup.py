"""The gold format: marked-up text in, marks or one clear line out; and marks on a Doc."""

from __future__ import annotations

import pytest

from handmade import layers
from sitrep.pipeline.corpus.build import blank
from sitrep.pipeline.corpus.gold_docs import from_doc, to_doc
from sitrep.pipeline.corpus.markup import parse_sentence, read_gold
from sitrep.pipeline.docbin import docs_from_file, docs_to_bytes
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extract import claims

ENTRY = (
    "The <s id='S1'><a c='OPPOSITION'>Orchard Committee</a></s> <q id='Q1' s='S1'>says</q> "
    "<c q='Q1'><k o='KILLED' n='2' id='K1' src='S1' loc='L1' perp='A1'>two <a c='CIVILIANS'>boys"
    "</a></k>, <v k='K1'>Adib Naser</v> and another, were shot by <a c='MILITIA' id='A1'>thugs</a> "
    "in <l t='settlement' id='L1'>Rastan</l></c>."
)

PAGE = """<gold page="{name}" title="Hills" country="SY" date="2011-05-06" style="terse">
<entry id="hill#1" time="2011-05-06T16:15:00Z" stamp="1615" events="protests riots">{first}</entry>
<entry id="hill#2" time="2011-05-06T16:20:00Z" stamp="1620" events="">Quiet.

{second}</entry>
</gold>
"""


@pytest.fixture(scope="module")
def nlp():
    return blank()


def page_file(folder, first="Shops shut.", second="Rain.", name="hill"):
    path = folder / "hill.xml"
    path.write_text(PAGE.format(name=name, first=first, second=second), encoding="utf-8")
    return path


def marks(marked):
    return [(mark.layer, marked.words(mark), mark.label, mark.id) for mark in marked.marks]


def test_a_sentence():
    marked = parse_sentence(ENTRY)
    assert marked.entry.text == (
        "The Orchard Committee says two boys, Adib Naser and another, were shot by thugs in Rastan."
    )
    assert marks(marked) == [
        ("sources", "Orchard Committee", "SOURCE", "S1"),
        ("actors", "Orchard Committee", "OPPOSITION", ""),
        ("cues", "says", "CUE", "Q1"),
        (
            "contents",
            "two boys, Adib Naser and another, were shot by thugs in Rastan",
            "CONTENT",
            "",
        ),
        ("casualties", "two boys", "KILLED", "K1"),
        ("actors", "boys", "CIVILIANS", ""),
        ("names", "Adib Naser", "NAME", ""),
        ("actors", "thugs", "MILITIA", "A1"),
        ("locations", "Rastan", "settlement", "L1"),
    ]
    (killed,) = marked.layer("casualties")
    assert killed.attributes == {
        "n": "2",
        "scope": "incident",
        "status": "actual",
        "src": "S1",
        "loc": "L1",
        "perp": "A1",
    }


@pytest.mark.parametrize(
    ("marked", "problem"),
    [
        ("<b>x</b>", "unknown or misplaced tag <b>"),
        ("<a>army</a>", "<a> without c="),
        ("<a c='ARMY'>army</a>", 'unknown c="ARMY"; use one of: SECURITY_FORCES'),
        ("<a c='MILITIA' n='3'>thugs</a>", "<a> with unknown n="),
        ("<l t='town'>Hama</l>", 'unknown t="town"; use one of: country'),
        ("<k o='DEAD' n='3'>three</k>", 'unknown o="DEAD"; use one of: KILLED, INJURED'),
        ("<k o='KILLED' n='lots'>lots</k>", 'unknown count n="lots"'),
        ("<k o='KILLED' n='1,200'>1,200</k>", 'unknown count n="1,200"'),
        ("<k o='KILLED' n='0'>nobody</k>", 'n="0" has status="denied"'),
        ("<k o='KILLED' n='3' scope='day'>three</k>", 'unknown scope="day"'),
        ("<k o='KILLED' n='3' status='false'>three</k>", 'unknown status="false"'),
        ("<k o='KILLED' n='3' loc='L1'>three</k>", 'loc="L1" leads to no <l>'),
        ("<s id='S1'>He</s> <k o='KILLED' n='3' loc='S1'>three</k>", 'loc="S1" leads to no <l>'),
        ("<v k='K1'>Adib</v>", 'k="K1" leads to no <k>'),
        (
            "<k o='KILLED' n='9' id='K1'>nine</k>, <k o='KILLED' n='3' id='K1'>three</k>",
            "id K1 comes twice",
        ),
        (
            "<k o='KILLED' n='9' id='K1'>nine</k>, <k o='KILLED' n='8' id='K2'>eight</k>, "
            "<k o='KILLED' n='3' part_of='K1 K2'>three</k>",
            'part_of="K1 K2" has several ids',
        ),
        ("<q id='Q1' s='S1'>says</q> <c q='Q1'>no</c>", 's="S1" leads to no <s>'),
        ("<s id='S1'>He</s> <q id='Q1' s='S1'>says</q> no", "a cue without content"),
        ("<c q='Q1'>no</c>", 'q="Q1" leads to no <q>'),
        ("<s id='S2'>Reuters</s>: <c q='Q1'>no</c>", 'q="Q1" leads to no <q>'),
        ("<a c='MILITIA'>thugs </a>came", "white space at its edge"),
        ("<a c='MILITIA'></a>came", "nothing in it"),
        ("Came. ", "white space at an edge of the entry"),
        ("<a c='MILITIA'>thugs of <a c='GOVERNMENT'>Assad</a></a>", "overlaps “thugs of Assad”"),
        ("<a c='MILITIA'>thugs <l t='settlement'>Hama</a></l>", "mismatched tag"),
        ("Bread & tea", "not well-formed"),
    ],
)
def test_what_is_malformed_is_named(marked, problem):
    with pytest.raises(InputError, match=r"^text, line 1: ") as error:
        parse_sentence(marked)
    assert problem in str(error.value)
    assert "; " in str(error.value)


@pytest.mark.parametrize(
    "marked",
    [
        # a quotation inside a quotation, and one that its cue cuts in two
        "<s id='S1'>He</s> <q id='Q1' s='S1'>said</q> <c q='Q1'>that <s id='S2'>she</s> "
        "<q id='Q2' s='S2'>said</q> <c q='Q2'>no</c></c>.",
        "<c q='Q1'>No</c>, <s id='S1'>he</s> <q id='Q1' s='S1'>said</q>, <c q='Q1'>never</c>.",
        # a cue that names nobody, and content without a cue
        "<q id='Q1'>Reportedly</q> <c q='Q1'>all left</c>.",
        "<s id='S1'>Reuters</s>: <c q='Q1'>no</c>",
        "<s id='S1'>Reuters</s>: <c q='Q7' s='S1'>no</c>",
        # every form of count
        *(
            f"<k o='KILLED' n='{code}'>some</k>"
            for code in ("8", "2+", "&gt;8", "~8", "&lt;=8", "&lt;8", "8-9", "dozens", "few")
        ),
        "<k o='KILLED' n='0' status='denied'>Nobody</k> died.",
        "Bread &amp; tea",
    ],
)
def test_what_is_well_formed_passes(marked):
    assert "<" not in parse_sentence(marked).entry.text


def test_a_page(tmp_path):
    page = read_gold(page_file(tmp_path, first="<a c='PROTESTERS'>Crowds</a> ran."))
    assert (page.page, page.country, page.style) == ("hill", "SY", "terse")
    first, second = page.entries
    assert first.events == ("protests", "riots")
    assert first.entry.to_user_data() | {"blocks": "", "metadata": ""} == {
        "id": "hill#1",
        "page": "hill",
        "title": "Hills",
        "time": "2011-05-06T16:15:00Z",
        "day": None,
        "stamp": "1615",
        "country": "SY",
        "source_file": "hill.xml",
        "start_in_source": None,
        "end_in_source": None,
        "blocks": "",
        "metadata": "",
    }
    assert second.entry.text == "Quiet.\n\nRain."
    assert second.line_of(second.entry.text.index("Rain")) == 5


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"second": "<a c='MOB'>A mob</a>"}, "hill.xml, line 5: <a> “A mob”: unknown c"),
        ({"second": "</a>"}, "hill.xml, line 5: mismatched tag"),
        (
            {"second": "Rain.</entry>text<entry/>"},
            "hill.xml, line 5: text outside an entry: “text”",
        ),
        ({"second": "Rain.</entry><entry id=''/>"}, "hill.xml, line 5: <entry> without time="),
        ({"second": "<entry/>"}, "hill.xml, line 5: unknown or misplaced tag <entry>"),
        ({"name": "dale"}, 'hill.xml, line 1: page="dale"; name it after its file'),
    ],
)
def test_errors_name_file_and_line(tmp_path, changes, problem):
    with pytest.raises(InputError) as error:
        read_gold(page_file(tmp_path, **changes))
    assert str(error.value).startswith(problem)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('events="protests riots"', 'events="protests picnics"', "line 2: unknown event picnics"),
        ("2011-05-06T16:15:00Z", "16:15", 'line 2: time="16:15"; write it as'),
        ("2011-05-06T16:15:00Z", "2011-05-06T16:15:00", "line 2: time="),
        ('date="2011-05-06"', 'date="May 6"', 'line 1: date="May 6"; write it as'),
        (' country="SY"', "", "line 1: <gold> without country="),
    ],
)
def test_errors_in_the_frame(tmp_path, old, new, problem):
    path = page_file(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=f"^hill.xml, {problem}"):
        read_gold(path)


def test_marks_on_a_doc(nlp):
    doc = to_doc(parse_sentence(ENTRY), nlp)
    (claim,) = claims(doc)
    assert (claim.span.text, claim.outcome, claim.count.code) == ("two boys", "KILLED", "2")
    assert [span.text for span in claim.victims] == ["boys"]
    assert [name["text"] for name in claim.names] == ["Adib Naser"]
    assert [span.text for span in claim.perpetrators] == ["thugs"]
    assert [span.text for span in claim.locations] == ["Rastan"]
    assert claim.sources == "Orchard Committee"
    assert doc.cats == dict.fromkeys(doc.cats, 0.0)
    assert len(doc.cats) == 6


@pytest.mark.parametrize(
    ("marked", "sources"),
    [
        # nested: the inmost first, then outward
        (
            "<s id='S1'>AP</s> <q id='Q1' s='S1'>quotes</q> <c q='Q1'>a <s id='S2'>medic</s> "
            "as <q id='Q2' s='S2'>saying</q> <c q='Q2'><k o='KILLED' n='2' src='S2'>two</k> died"
            "</c></c>",
            "medic, via AP",
        ),
        # content cut in two by its cue, source after the claim
        (
            "<c q='Q1'><k o='KILLED' n='2' src='S1'>Two</k> died</c>, <s id='S1'>she</s> "
            "<q id='Q1' s='S1'>said</q>, <c q='Q1'>on the spot</c>.",
            "she",
        ),
        # no cue, no source, neither
        (
            "<s id='S1'>Ministry</s>: <c q='Q1'><k o='KILLED' n='2' src='S1'>two</k> dead</c>",
            "Ministry",
        ),
        (
            "<q id='Q1'>Reportedly</q> <c q='Q1'><k o='KILLED' n='2'>two</k> died</c>.",
            "“Reportedly”",
        ),
        ("<k o='KILLED' n='2'>Two</k> died.", ""),
        # a denial of what nobody in particular had said
        (
            "<s id='S1'>NATO</s> <q id='Q1' s='S1'>denies</q> <c q='Q1'><q id='Q2'>reports</q> "
            "that <c q='Q2'><k o='KILLED' n='2' status='denied' src='S1'>two</k> died</c></c>.",
            "NATO",
        ),
    ],
)
def test_the_chain_of_sources(nlp, marked, sources):
    (claim,) = claims(to_doc(parse_sentence(marked), nlp))
    assert claim.sources == sources


def test_marks_survive_doc_and_doc_bin(nlp, tmp_path):
    marked = parse_sentence(ENTRY)
    doc = to_doc(marked, nlp)
    (tmp_path / "one.spacy").write_bytes(docs_to_bytes([doc]))
    (read,) = docs_from_file(tmp_path / "one.spacy", nlp.vocab)
    assert layers(read) == layers(doc)
    assert read.cats == doc.cats
    again = from_doc(read)
    assert sorted(mark[:3] for mark in marks(again)) == sorted(mark[:3] for mark in marks(marked))


def test_a_mark_inside_a_token_is_widened_and_reported(nlp):
    lines = []
    marked = parse_sentence("<l t='country'>Syria</l>s army")
    doc = to_doc(marked, nlp, lines.append)
    assert [span.text for span in doc.spans["locations"]] == ["Syrias"]
    assert lines == ["text: locations “Syria” ends inside a token and becomes “Syrias”"]
