"""A corpus of few sentences, in which a model learns something within seconds."""

from __future__ import annotations

from pathlib import Path

CONFIG = Path(__file__).with_name("small.cfg")

PAGE = """<gold page="{page}" title="T" country="{country}" date="2012-03-04" style="">
{entries}</gold>
"""
ENTRY = """<entry id="{page}#{number}" time="2012-03-04T{number:02}:00:00Z" stamp=""
  events="{events}">{marked}</entry>
"""
ACTORS = {
    "soldiers": "SECURITY_FORCES",
    "rebels": "ARMED_GROUP",
    "gunmen": "ARMED_GROUP",
    "marchers": "PROTESTERS",
    "policemen": "SECURITY_FORCES",
    "villagers": "CIVILIANS",
}
PLACES = {"a": ("SY", "Hama"), "b": ("SY", "Homs"), "c": ("SY", "Idlib"), "d": ("YE", "Taiz")}
SPLIT_OF = {"a": "train", "b": "dev", "c": "test_pages", "d": "test_countries"}


def write_corpus(folder: Path) -> Path:
    """Four pages, one a split, of six entries each."""
    (folder / "gold").mkdir(parents=True)
    for page, (country, place) in PLACES.items():
        entries = "".join(
            ENTRY.format(page=page, number=number, events=events, marked=marked)
            for number, (events, marked) in enumerate(sentences(place))
        )
        text = PAGE.format(page=page, country=country, entries=entries)
        (folder / "gold" / f"{page}.xml").write_text(text, encoding="utf-8")
    rows = "".join(f"{page},{split}\n" for page, split in SPLIT_OF.items())
    (folder / "splits.csv").write_text(f"page,split\n{rows}", encoding="utf-8")
    return folder


def sentences(place: str) -> list[tuple[str, str]]:
    """Events and marked text of a page's entries."""
    where = f"<l t='settlement' id='L1'>{place}</l>"
    found = []
    for number, (word, label) in enumerate(ACTORS.items(), start=2):
        actor = f"<a c='{label}' id='A1'>{word}</a>"
        if number % 2:
            text = f"Dozens of {actor} walked through {where} and sang all morning"
            found.append(("protests", f"{text}."))
        else:
            claim = f"<k o='KILLED' n='{number}' loc='L1' src='S1'>{number} {actor}</k> were killed"
            said = f"<c q='Q1'>{claim} in a clash near {where}</c>"
            source = "<s id='S1'><a c='OPPOSITION'>Activists</a></s>"
            found.append(("battles", f"{source} <q id='Q1' s='S1'>said</q> {said}."))
    return found


def record(**values: object) -> dict[str, object]:
    """A corrected entry in the form of the output schema."""
    return {
        "id": "week1#1",
        "text": "Snipers shot at the convoy near Jisr al-Shughour at noon.",
        "page": "week1",
        "time": "2012-03-04T12:00:00Z",
        "country": "SY",
        "events": ["battles"],
        "actors": [{"id": "A1", "start": 0, "end": 7, "label": "ARMED_GROUP"}],
        "locations": [{"id": "L1", "start": 32, "end": 48, "label": "settlement"}],
        "casualties": [],
        "attributions": [],
        **values,
    }
