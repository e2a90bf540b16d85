from pathlib import Path

import pytest

from sitrep.components.patterns import Line, read_patterns
from sitrep.components.places.gazetteer import WORLD, Gazetteer, Place, load
from sitrep.components.places.gazetteer_build import build, default_path
from sitrep.components.places.keys import plain_name
from sitrep.pipeline.errors import InputError

ROW = "\t".join(
    "1|Xanbaq|Xanbaq|Ksanbak,Шанбак|35.5|36.5|P|PPL|SY||12||||900|||Asia/Damascus|2020-01-01".split(
        "|"
    )
)
LINES = read_patterns("places.csv")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load(default_path())


@pytest.mark.parametrize(
    ("country", "name", "place", "label"),
    [
        ("SY", "Homs", "geonames:169577", "settlement"),
        ("SY", "Bab Amro", "sitrep:sy-baba-amr", "neighbourhood"),
        ("SY", "al-Bab", "geonames:174018", "settlement"),
        (WORLD, "UK", "geonames:2635167", "country"),
        (WORLD, "Golan", "sitrep:sy-golan-heights", "region"),
    ],
)
def test_exact_names(gazetteer: Gazetteer, country: str, name: str, place: str, label: str) -> None:
    assert (place, label) in [(p.id, p.label) for p in gazetteer.table(country).named(name)]


def test_a_city_has_the_english_name_that_it_is_known_by(gazetteer: Gazetteer) -> None:
    """Ours are "Hama", its province, and "Hameh", a suburb of Damascus spelled alike."""
    names = {p.id: p.name for p in gazetteer.table("SY").named("Hama")}
    assert names["geonames:170017"] == "Hama"
    assert names["sitrep:sy-hameh"] == "Hameh"


def test_a_city_does_not_take_the_name_of_a_far_place(gazetteer: Gazetteer) -> None:
    """Al-Baghdadi lies in Anbar, Zhejiang on another coast than Jining."""
    assert gazetteer.table("IQ").named("Baghdad")[0].name == "Baghdad"
    assert {p.name for p in gazetteer.table("CN").named("Jining")} == {"Jining"}


def test_a_town_of_ours_is_geonames_one_of_that_name_only_if_that_is_near(
    gazetteer: Gazetteer,
) -> None:
    """Two towns of Luhansk are called Troitske; Qusayr is one town, with both spellings."""
    ukraine, syria = gazetteer.table("UA"), gazetteer.table("SY")
    assert {p.id for p in ukraine.named("Troitske")} > {"sitrep:ua-troitske", "geonames:691279"}
    assert {p.id[:9] for p in syria.named("Al-Qusayr")} == {"geonames:"}


def test_romanised_spellings_are_alike_where_the_script_is_not_latin(gazetteer: Gazetteer) -> None:
    assert gazetteer.table("SY").alike("Talbeeseh")
    assert not gazetteer.table("FR").alike("Pareese")


def test_names_of_other_countries_are_elsewhere(gazetteer: Gazetteer) -> None:
    assert not gazetteer.table("SY").named("Kramatorsk")
    assert not gazetteer.table("XX").named("Homs")


def test_provinces_have_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.admin1_name("SY", "12") == "Idlib"
    assert gazetteer.admin1_name("SY", "99") is None


def test_our_places_lie_in_their_province_and_with_the_city_of_their_name(
    gazetteer: Gazetteer,
) -> None:
    """A town that has no position of its own has not the capital's either."""
    elsewhere, apart = [], []
    for country in {line["country"]: None for line in LINES if line["lat"]}:
        ours = [line for line in LINES if line["lat"] and line["country"] == country]
        known = [Place(*place) for place in gazetteer.table(country).places]
        towns = [p for p in known if p.id.startswith("geonames:") and p.label == "settlement"]
        for line in ours:
            if line["admin1"] and not any(
                place.admin1 == line["admin1"] and degrees(line, place) < 3 for place in towns
            ):
                elsewhere.append(line["id"])
            cities = [place for place in towns if place.population >= 100_000]
            named = [p for p in cities if plain_name(p.name) == plain_name(line["name"])]
            if (
                line["type"] == "settlement"
                and named
                and min(degrees(line, place) for place in named) > 0.5
            ):
                apart.append(line["id"])
    assert elsewhere == []
    assert apart == []


def degrees(line: Line, place: Place) -> float:
    """How far a place lies from the position in a line, along the farther axis."""
    assert place.lat is not None and place.lon is not None
    return max(abs(float(line["lat"]) - place.lat), abs(float(line["lon"]) - place.lon))


def test_build_from_a_dump_with_alternate_names(tmp_path: Path) -> None:
    dump, alternate, out = tmp_path / "SY.txt", tmp_path / "names.txt", tmp_path / "own.msgpack"
    dump.write_text(ROW + "\n", encoding="utf-8")
    alternate.write_text("7\t1\ten\tZanbaq Town\t\t\t\t\t\t\n", encoding="utf-8")
    assert build([dump, alternate], out) == 1
    places = load(out).table("SY").named("Zanbaq Town")
    assert [(p.id, p.lat, p.lon, p.admin1) for p in places] == [("geonames:1", 35.5, 36.5, "12")]


def test_a_file_that_is_no_dump_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x.txt, line 1: 2 columns, not a GeoNames dump"):
        build([tmp_path / "x.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_gazetteer_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such gazetteer"):
        load(tmp_path / "none")
