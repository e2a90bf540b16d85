/**
 * The ledger in the page, its rows by id, and how values are put into words and elements.
 *
 * Rows are those of the ledger's tables (see the ledger's schema) without empty values. Offsets
 * count code points of an entry's text, ends exclusive; times are UTC.
 *
 * @typedef {{low: number, high?: number, best: Record<string, number>,
 *   named: Record<string, number>, incidents: number, claims: number, lines: number}} Figures
 *   `high` is left out where it is open.
 * @typedef {Record<string, any>} Row
 */

/** @type {Record<string, any>} */
const ledger = JSON.parse(byId("ledger").textContent || "{}");

/** Rows of a table by a column. @param {string} table @param {string} key */
const index = (table, key) =>
  new Map(ledger[table].map((/** @type {Row} */ row) => [row[key], row]));

const places = index("places", "place_id");
const pages = index("pages", "page_id");
const entries = index("entries", "entry_id");
const attributions = index("attributions", "attribution_id");
const claims = index("claims", "claim_id");
const incidents = index("incidents", "incident_id");

/** Claims of an incident in order of time. @type {Map<string, Row[]>} */
const claimsOf = new Map();
for (const claim of ledger.claims) push(claimsOf, claim.incident_id, claim);

/** Incidents that are a part of one. @type {Map<string, Row[]>} */
const partsOf = new Map();
for (const incident of ledger.incidents)
  if (incident.part_of) push(partsOf, incident.part_of, incident);

/** Links of a claim. @type {Map<string, Row[]>} */
const linksOf = new Map();
for (const link of ledger.links)
  for (const id of [link.claim_id, link.other_id]) push(linksOf, id, link);

/** What the reader has chosen, and what is drawn anew when that changes. */
const choice = {
  rule: ledger.rules[0],
  outcome: ledger.outcomes.find((/** @type {string} */ name) => ledger.totals[name].incidents)
    || ledger.outcomes[0],
  /** @type {(() => void)[]} */
  drawn: [],
};

/** @param {Map<string, Row[]>} map @param {string} key @param {Row} row */
function push(map, key, row) {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

/** @param {string} id @returns {any} */
function byId(id) {
  return document.getElementById(id);
}

/**
 * An element. Strings become text and nothing else; attributes that are null are left out, and
 * functions listen to the event of their name.
 * @param {string} name @param {Record<string, any>} attributes @param {...any} children
 */
function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of SVG. @param {string} name @param {Record<string, any>} attributes @param {...any} children */
function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

/** @param {Element} element @param {Record<string, any>} attributes @param {any[]} children @returns {any} */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child != null && child !== ""));
  return element;
}

const grouped = new Intl.NumberFormat("en");
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** @param {number} value */
const number = (value) => grouped.format(value);

/** "1 claim", "2 claims". @param {number} count @param {string} noun */
const many = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/** The upper end, or the most that is named. @param {Figures} figures */
const highText = (figures) =>
  figures.high == null ? `open (${number(figures.named[choice.rule])} named)` : number(figures.high);

/** "2–5"; "2 or more" where the end is open. @param {Figures} figures */
function rangeText(figures) {
  if (figures.high == null) return `${number(figures.low)} or more`;
  return figures.low === figures.high
    ? number(figures.low)
    : `${number(figures.low)}–${number(figures.high)}`;
}

/** "8 Nov 2011" of 2011-11-08. @param {string} day */
function dayText(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${months[month - 1]} ${year}`;
}

/** "7–28 Jan 2011", "24 Feb – 2 Mar 2022", "30 Dec 2011 – 2 Jan 2012". @param {string} first @param {string} last */
function periodText(first, last) {
  const [date, month, year] = dayText(first).split(" ");
  const end = dayText(last);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${date}–${end}`;
  return `${date} ${month}${first.slice(0, 4) === last.slice(0, 4) ? "" : ` ${year}`} – ${end}`;
}

/** Days from first to last, each of which can be unknown. @param {Row} row */
function daysText(row) {
  const { first_day: first, last_day: last } = row;
  if (first && last) return first === last ? dayText(first) : periodText(first, last);
  if (last) return `until ${dayText(last)}`;
  return first ? `from ${dayText(first)}` : "unknown";
}

/** "8 Nov 2011, 16:15 UTC" of 2011-11-08T16:15Z. @param {string | undefined} time */
const timeText = (time) =>
  time ? `${dayText(time.slice(0, 10))}, ${time.slice(11, 16)} UTC` : "no time";

/** A time for the eye and for machines. @param {string | undefined} time */
const timeElement = (time) =>
  time ? make("time", { datetime: time }, timeText(time)) : make("span", {}, "no time");

/** @param {string | undefined} id */
const placeName = (id) => (id && places.get(id)?.name) || "no place named";

/** "SECURITY_FORCES; MILITIA" as "security forces, militia". @param {string | undefined} labels */
const labelsText = (labels) => (labels || "").toLowerCase().replaceAll("_", " ").replaceAll("; ", ", ");

/** Who says it, in words. @param {Row} claim */
const sourceText = (claim) => claim.source || "the page itself";

/** What an incident is, by the words of its best claim. @param {Row} incident */
const headWords = (incident) => claims.get(incident.head_claim)?.words || incident.incident_id;

/** Figures of an incident; a denied or possible one has those of its claim. @param {Row} incident @returns {Figures} */
const figuresOf = (incident) => incident.figures || claims.get(incident.head_claim).figures;

/** Why an incident is in no sum, or "". @param {Row} incident */
function besideText(incident) {
  if (incident.status !== "actual") return incident.status;
  return incident.kind === "running total" ? "running total" : "";
}
