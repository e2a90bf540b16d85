import pytest
import spacy

from sitrep.components.places.country_detector import CountryDetector, make_country_detector


@pytest.fixture(scope="module")
def detector() -> CountryDetector:
    return make_country_detector(spacy.blank("en"), "country_detector")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Queues for bread in Homs and Hama", "SY"),
        ("The Libyan rebels, Britain and France, and again the Libyan coast", "LY"),
        ("Turkey's Prime Minister speaks on Syria; snow in Aleppo, in Syria and in Idlib", "SY"),
        ("A Turkish envoy is in Damascus to meet Assad", "SY"),
        ("The US president and the French minister on Bahrain", "BH"),
        ("Trams stop in Kharkiv", "UA"),
        ("Burmese newspapers reappear", "MM"),
        ("Tell us what you think", None),
        ("", None),
    ],
)
def test_detect(detector: CountryDetector, text: str, country: str | None) -> None:
    assert detector.detect(text) == country


def test_the_page_country_stays_and_a_missing_one_is_filled_in(detector: CountryDetector) -> None:
    doc = spacy.blank("en").make_doc("Rain in Cairo.")
    assert detector(doc).user_data["entry"]["country"] == "EG"
    doc.user_data["entry"] = {"country": "SY", "title": None}
    assert detector(doc).user_data["entry"]["country"] == "SY"


def test_the_title_counts(detector: CountryDetector) -> None:
    doc = spacy.blank("en").make_doc("Rain again.")
    doc.user_data["entry"] = {"title": "Yemen live blog", "country": None}
    assert detector(doc).user_data["entry"]["country"] == "YE"


def test_a_saved_detector_needs_only_the_world(detector: CountryDetector) -> None:
    data = detector.to_bytes()
    copy = make_country_detector(spacy.blank("en"), "country_detector").from_bytes(data)
    assert len(data) < 2_000_000
    assert copy.detect("Trams stop in Kharkiv") == "UA"
