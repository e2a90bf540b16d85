-- What a ledger holds. The same statements make the tables in DuckDB and in PostgreSQL.
--
-- Times are UTC. Offsets count code points of the entry's text, ends exclusive. Lists in one cell
-- are separated by "; ". Ids are made from content (see `ids.py`), so that they are the same in
-- every run: a claim keeps its id when other claims of its entry come or go, an incident keeps
-- that of its earliest claim.

-- How the ledger was made: schema, sitrep (version), threshold, run (number of the last run),
-- input (digest of all entries), edits (digest of the reviewer's rows), weights (digest).
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE pages (
    page_id     TEXT PRIMARY KEY,  -- as `sitrep annotate` names it; the source file for entries of no page
    title       TEXT,
    country     TEXT,              -- ISO 3166 alpha-2: what the page is about, as annotated
    source_file TEXT,
    first_time  TIMESTAMP,         -- of its entries
    last_time   TIMESTAMP,
    entries     INTEGER NOT NULL,
    claims      INTEGER NOT NULL,
    digest      TEXT NOT NULL      -- of its annotated entries: equal digests, equal pages
);

CREATE TABLE entries (
    entry_id        TEXT PRIMARY KEY,
    page_id         TEXT NOT NULL,
    position        INTEGER NOT NULL,  -- in the page as it was read, from 0
    time            TIMESTAMP,
    stamp           TEXT,
    text            TEXT NOT NULL,
    start_in_source INTEGER,
    model           TEXT,              -- name and version of the pipeline
    metadata        TEXT,              -- JSON: the input's other columns
    annotation      TEXT NOT NULL      -- JSON: what the other tables are made from (output schema)
);

-- Places that claims name. `within` leads upward: quarter → town → province → country.
CREATE TABLE places (
    place_id      TEXT PRIMARY KEY,  -- "geonames:170892", "sitrep:sy-baba-amr", or "name:SY/…" unresolved
    name          TEXT NOT NULL,
    label         TEXT NOT NULL,     -- country, admin, settlement, neighbourhood, facility, region
    country       TEXT,
    admin1        TEXT,
    within        TEXT,              -- place_id
    path          TEXT NOT NULL,     -- keys of country/province/town/quarter, empty where not known
    lat           DOUBLE PRECISION,
    lon           DOUBLE PRECISION,
    geo_precision INTEGER            -- 1 the named place, 2 near it or part of a region, 3 a larger region
);

-- One row a claim: a count of killed or injured, as one entry tells it.
CREATE TABLE claims (
    claim_id        TEXT PRIMARY KEY,
    entry_id        TEXT NOT NULL,
    page_id         TEXT NOT NULL,
    local_id        TEXT NOT NULL,     -- within its entry: K1
    time            TIMESTAMP,         -- of its entry
    outcome         TEXT NOT NULL,     -- KILLED, INJURED
    start_char      INTEGER NOT NULL,  -- the count's words
    end_char        INTEGER NOT NULL,
    words           TEXT NOT NULL,
    trigger_start   INTEGER,           -- the word that says killed or hurt
    trigger_end     INTEGER,
    sentence_start  INTEGER NOT NULL,  -- the sentence that it stands in
    sentence_end    INTEGER NOT NULL,
    code            TEXT NOT NULL,     -- the count: 8, 2+, ~130, dozens, …
    scope           TEXT NOT NULL,     -- incident, period
    kind            TEXT NOT NULL,     -- incident; toll: a sum over known days; running total: cumulative
    status          TEXT NOT NULL,     -- actual, denied, possible
    hedged          BOOLEAN NOT NULL,
    part_of         TEXT,              -- claim_id: as its own entry says
    victims         TEXT NOT NULL,     -- in words
    victim_labels   TEXT NOT NULL,     -- sorted actor labels
    names           TEXT NOT NULL,     -- of victims
    ages            TEXT NOT NULL,
    perpetrators    TEXT NOT NULL,
    perpetrator_labels TEXT NOT NULL,
    place_id        TEXT,              -- the most specific place; the one that holds all if there are several
    first_day       DATE,              -- the days in which the deaths can lie; null where unknown
    last_day        DATE,
    date            DATE,              -- as annotated
    date_precision  INTEGER,
    attribution_id  TEXT,              -- the nearest source
    source          TEXT NOT NULL,     -- its chain in words, nearest first: "a doctor, via AP"
    line            TEXT NOT NULL      -- line of reporting: canonical actor or normalised words of the nearest source
);

-- What a claim's code stands for.
CREATE TABLE claim_counts (
    claim_id TEXT NOT NULL,
    rule     TEXT NOT NULL,            -- counting rule: ucdp, acled
    low      INTEGER NOT NULL,
    best     INTEGER NOT NULL,
    high     INTEGER,                  -- null: open
    PRIMARY KEY (claim_id, rule)
);

-- Who says what. A claim's chain runs from claims.attribution_id along `parent`.
CREATE TABLE attributions (
    attribution_id TEXT PRIMARY KEY,
    entry_id       TEXT NOT NULL,
    local_id       TEXT NOT NULL,      -- within its entry: T1
    source         TEXT,               -- words; null where nobody is named ("reportedly")
    source_start   INTEGER,
    source_end     INTEGER,
    actor          TEXT,               -- canonical actor: sohr
    cue            TEXT,
    cue_start      INTEGER,
    cue_end        INTEGER,
    content        TEXT NOT NULL,      -- JSON: [[start, end], …]
    kind           TEXT NOT NULL,      -- direct, indirect, mixed, block
    parent         TEXT                -- attribution_id of who passes it on
);

-- How two claims stand to each other: "claim_id is <relation> other_id".
--   same           two reports of one count of the same people
--   update         a later count of the same line of reporting, which replaces the other's
--   conflict       same event, by other mouths, and counts that cannot both be right
--   part of        its people are among the other's
--   running total  the other is a cumulative toll that spans its place and day
--   beside         denied or possible: speaks of the other's event, and is in no sum
--   none           perhaps other people: compared, and no relation is likely
-- Pairs that were compared and surely tell of different people are left out (`apart` > 0.99).
CREATE TABLE links (
    claim_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    relation TEXT NOT NULL,            -- the most probable one
    score    DOUBLE PRECISION NOT NULL,-- its probability by the model; 1 for text and reviewer
    together DOUBLE PRECISION NOT NULL,-- probability that they count the same people (the first three)
    apart    DOUBLE PRECISION NOT NULL,-- probability that they have nobody in common
    origin   TEXT NOT NULL,            -- model; text: linked within the entry; reviewer: an edit
    used     BOOLEAN NOT NULL,         -- whether the incidents follow it
    why      TEXT NOT NULL,            -- features of the model that spoke for and against it, with
                                       -- weights; or why a probable link is not used
    PRIMARY KEY (claim_id, other_id)
);

-- Claims that, most probably, count the same people (same, update, conflict).
CREATE TABLE incidents (
    incident_id   TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,       -- incident, toll, running total
    status        TEXT NOT NULL,       -- actual; possible and denied stand beside and are in no sum
    outcome       TEXT NOT NULL,
    part_of       TEXT,                -- incident_id of the whole that has these people
    place_id      TEXT,                -- the most specific one of its claims
    first_day     DATE,
    last_day      DATE,
    victim_labels TEXT NOT NULL,
    perpetrator_labels TEXT NOT NULL,
    names         TEXT NOT NULL,
    head_claim    TEXT NOT NULL,       -- the claim whose count is the best figure
    conflict      BOOLEAN NOT NULL,    -- whether its current counts cannot all be right
    claims        INTEGER NOT NULL,
    lines         INTEGER NOT NULL,    -- lines of reporting
    first_time    TIMESTAMP,           -- of its claims
    last_time     TIMESTAMP
);

CREATE TABLE incident_claims (
    claim_id    TEXT PRIMARY KEY,      -- each claim is in one incident
    incident_id TEXT NOT NULL,
    role        TEXT NOT NULL          -- current; superseded: the same line said otherwise later;
                                       -- repeat: the same words again
);

-- Distinct people of each incident with its parts: see `bounds.py` for what low and high mean.
CREATE TABLE incident_counts (
    incident_id TEXT NOT NULL,
    rule        TEXT NOT NULL,
    low         INTEGER NOT NULL,
    best        INTEGER NOT NULL,
    high        INTEGER,               -- null: open, no claim gives an upper end
    named       INTEGER NOT NULL,      -- the most that is named: high, with best figures for open ends
    PRIMARY KEY (incident_id, rule)
);

-- All actual incidents together, at other link thresholds.
CREATE TABLE sensitivity (
    threshold DOUBLE PRECISION NOT NULL,
    outcome   TEXT NOT NULL,
    rule      TEXT NOT NULL,
    low       INTEGER NOT NULL,
    best      INTEGER NOT NULL,
    high      INTEGER,
    named     INTEGER NOT NULL,
    PRIMARY KEY (threshold, outcome, rule)
);

-- A reviewer's rows of ledger.edits.csv, as they were last applied.
CREATE TABLE edits (
    claim_id TEXT NOT NULL,
    relation TEXT NOT NULL,            -- same, update, conflict, not_same, part_of
    other_id TEXT NOT NULL,
    note     TEXT NOT NULL,
    state    TEXT NOT NULL,            -- applied; waiting: a claim is not in the ledger (any more)
    PRIMARY KEY (claim_id, other_id)
);

-- What a later reading of a page added, changed and took away.
CREATE TABLE revisions (
    run      INTEGER NOT NULL,
    read_at  TIMESTAMP NOT NULL,       -- when the page was read again
    page_id  TEXT NOT NULL,
    subject  TEXT NOT NULL,            -- entry, claim
    id       TEXT NOT NULL,            -- entry_id or claim_id
    change   TEXT NOT NULL,            -- added, changed, removed
    before   TEXT,                     -- entry: its text; claim: its row as JSON
    after    TEXT,
    PRIMARY KEY (run, subject, id)
);
