from pathlib import Path
from typing import Any

import pytest
import spacy

from sitrep.components.places.geocoder import make_geocoder
from sitrep.components.places.place_tagger import make_place_tagger


def geocode(text: str, country: str | None) -> list[tuple[str, str, dict[str, Any]]]:
    nlp = spacy.blank("en")
    doc = nlp.make_doc(text)
    doc.user_data["entry"] = {"country": country}
    doc = make_geocoder(nlp, "geocoder")(make_place_tagger(nlp, "place_tagger")(doc))
    group = doc.spans["locations"]
    return [(span.text, span.kb_id_, group.attrs[span.id_]) for span in group]


@pytest.mark.parametrize(
    ("country", "text", "place"),
    [
        ("LY", "Rain in Tripoli.", "geonames:2210247"),
        ("LB", "Rain in Tripoli.", "geonames:266826"),
        ("SY", "Rain in Hamidiyeh, Homs.", "sitrep:sy-hamidiyeh"),
        ("SY", "Rain in Maaret al-Nouman.", "geonames:167611"),
        ("SY", "Rain in Idlib Province.", "sitrep:sy-idlib-admin"),
        ("SY", "Rain in Idlib.", "geonames:169389"),
        (None, "Rain in Paris.", "geonames:2988507"),
        # a country, and the capital that has its name at home
        (None, "Rain in Mexico.", "geonames:3996063"),
        (None, "Rain in Mexico City.", "geonames:3530597"),
        (None, "Rain in Djibouti.", "geonames:223816"),
        ("BA", "Rain in Bosnia and Herzegovina.", "geonames:3277605"),
        ("SY", "Rain in Syria and Lebanon.", "geonames:163843"),
        (None, "Rain in Cote d'Ivoire.", "geonames:2287781"),
        ("SY", "Rain in the village of Xanbaqiyo.", ""),
        # the place that the text puts it into is another town's
        ("TR", "Rain in the Sur district of Diyarbakir.", "geonames:10048774"),
        ("IQ", "Rain in the Sadiyah neighborhood of Baghdad.", ""),
        ("IQ", "Rain in Sadiyah.", "sitrep:iq-saadiya"),
        ("SY", "Rain in Harasta, Damascus.", "geonames:169897"),
        # a place of the people whom the text names, not of a power that acts abroad
        ("SY", "Rain on the Bahraini marchers to Barbar village.", "sitrep:bh-barbar"),
        ("SY", "Rain on the marchers to Barbar village.", ""),
        ("BH", "Rain on the American marchers to Kerens village.", ""),
        # another spelling, and another name with the same consonants
        ("NP", "Rain in Baneshwar.", "sitrep:np-baneshwor"),
        ("IN", "Rain in Balapara village.", ""),
    ],
)
def test_a_name_denotes_a_place(country: str | None, text: str, place: str) -> None:
    assert geocode(text, country)[0][1] == place


def test_fields_of_a_quarter_and_its_city() -> None:
    (_, _, quarter), (_, _, city) = geocode("Fog over Baba Amr, Homs.", "SY")
    assert (quarter["name"], quarter["country"], quarter["admin1"]) == ("Baba Amr", "SY", "Homs")
    assert (quarter["geo_precision"], quarter["within"]) == (1, "L2")
    assert (city["lat"], city["lon"], city["within"]) == (34.72405, 36.72559, None)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Fog in Homs.", 1),
        ("Fog near Homs.", 2),
        ("Fog in Homs Province.", 2),
        ("Fog in Syria.", 3),
    ],
)
def test_precision(text: str, precision: int) -> None:
    assert geocode(text, "SY")[0][2]["geo_precision"] == precision


def test_an_unknown_place_lies_where_its_enclosing_place_does() -> None:
    _, place, attrs = geocode("Fog in Qasr Xanbaq, Homs.", "SY")[0]
    assert place == ""
    assert (attrs["lat"], attrs["country"], attrs["admin1"]) == (None, "SY", "Homs")


def test_a_saved_geocoder_knows_the_same_places(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    tagger, geocoder = make_place_tagger(nlp, "p"), make_geocoder(nlp, "g")
    geocoder.to_disk(tmp_path / "g")
    copy = make_geocoder(nlp, "g")
    copy.from_disk(tmp_path / "g")
    doc = copy(tagger(nlp.make_doc("Fog in Damascus.")))
    assert [span.kb_id_ for span in doc.spans["locations"]] == ["geonames:170654"]
