"""Text as it comes: whatever pieces stand together, the pipeline reads them and nothing is lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.pipeline.extract import to_dict

PIECES = (
    "Two shells hit the market, police said.",
    "Radio Lira reports that gunmen killed two shopkeepers.",
    "Five were hurt.",
    "“We counted 15,",
    "nobody came,” said Musa Bello, a nurse.",
    '" No excuse for it',
    "The army denied that.",
    "LIRA, Jan 22 (Agencies) - At least 12 soldiers died, officials say:",
    "• Gulu: 4 dead",
    "- 3 hurt (one badly",
    "according to",
    "killed and",
    "one of the",
    "among the dead were",
    "two men who were shot",
    "he told",
    "bringing the toll to 11, doctors said Monday.",
    "“",
    ":",
    "...",
    "12",
    "List from the committee:",
    "3",
    "(",
    "-",
    "the",
    "cut",
    "bodies",
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", "\n", "\n\n"))), max_size=9
    )
)
def test_any_pieces_are_read(nlp, pieces):
    text = "".join(piece + gap for piece, gap in pieces)
    record = to_dict(nlp(text))
    assert record["text"] == text
    said = {item["id"] for item in record["attributions"]}
    assert {item["attribution"] for item in record["casualties"]} <= said | {None}
