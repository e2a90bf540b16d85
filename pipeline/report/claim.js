/** A claim as it is told: its sentence with spans marked, its chain of sources, its links. */

/** Text between code points. @param {Row} entry @param {number} start @param {number} end @returns {string} */
function cut(entry, start, end) {
  // Characters beyond the basic plane are two units of a string, but one code point.
  if (!("points" in entry)) entry.points = /[\ud800-\udfff]/.test(entry.text) ? Array.from(entry.text) : null;
  return entry.points ? entry.points.slice(start, end).join("") : entry.text.slice(start, end);
}

/** Spans that are marked in a claim's text. @param {Row} claim @returns {[number, number, string][]} */
function spansOf(claim) {
  /** @type {[number, number, string][]} */
  const spans = [[claim.start_char, claim.end_char, "count"]];
  if (claim.trigger_start != null) spans.push([claim.trigger_start, claim.trigger_end, "trigger"]);
  for (const link of chainOf(claim)) {
    if (link.source_start != null) spans.push([link.source_start, link.source_end, "source"]);
    if (link.cue_start != null) spans.push([link.cue_start, link.cue_end, "cue"]);
  }
  return spans;
}

/** Text of an entry with spans as `mark` elements. @param {Row} claim @param {number} start @param {number} end */
function marked(claim, start, end) {
  const entry = entries.get(claim.entry_id);
  const spans = spansOf(claim).filter(([from, to]) => from < end && to > start);
  const borders = [...new Set([start, end, ...spans.flatMap(([from, to]) => [Math.max(from, start), Math.min(to, end)])])]
    .sort((a, b) => a - b);
  return borders.slice(0, -1).map((from, i) => {
    const text = cut(entry, from, borders[i + 1]);
    const kinds = spans.filter((span) => span[0] <= from && span[1] > from).map((span) => span[2]);
    return kinds.length ? make("mark", { class: [...new Set(kinds)].join(" ") }, text) : text;
  });
}

/** Attributions from the nearest source outward. @param {Row} claim @returns {Row[]} */
function chainOf(claim) {
  const chain = [];
  for (let id = claim.attribution_id; id && chain.length < 20; id = chain[chain.length - 1].parent) {
    const link = attributions.get(id);
    if (!link) break;
    chain.push(link);
  }
  return chain;
}

/** The way of a claim from its source to the page. @param {Row} claim */
function chainElement(claim) {
  const page = pages.get(claim.page_id) || {};
  return make("ol", { class: "chain", "aria-label": "Chain of sources, the nearest first" },
    chainOf(claim).map((link) => make("li", {},
      make("span", { class: link.source ? "node" : "node nobody", dir: "auto" }, link.source || "nobody named"),
      make("span", { class: "says" }, link.cue ? `“${link.cue}”` : "is given"))),
    make("li", {}, make("span", { class: "node page", dir: "auto" }, page.title || claim.page_id || "the page")));
}

const roles = /** @type {Record<string, string>} */ ({
  superseded: "replaced by a later word of this source",
  repeat: "the same words again",
});

/** @param {Row} claim @param {number} position in its incident, from 1 */
function claimElement(claim, position) {
  const entry = entries.get(claim.entry_id);
  const sentence = make("blockquote", { dir: "auto" }, marked(claim, claim.sentence_start, claim.sentence_end));
  const whole = make("button", { type: "button", "aria-expanded": "false", click: () => {
    const open = whole.getAttribute("aria-expanded") === "true";
    whole.setAttribute("aria-expanded", String(!open));
    const end = entry.text.length;
    sentence.replaceChildren(...(open
      ? marked(claim, claim.sentence_start, claim.sentence_end) : marked(claim, 0, end)));
  } }, "Whole entry");
  const notes = [
    claim.status !== "actual" ? `${claim.status}: in no sum` : "",
    claim.kind !== "incident" ? claim.kind : "",
    claim.hedged ? "in doubt" : "",
    roles[claim.role] || "",
  ].filter(Boolean);
  const facts = [
    ["victims", claim.victims], ["named", claim.names], ["ages", claim.ages],
    ["by", claim.perpetrators], ["place", claim.place_id && placeName(claim.place_id)],
    ["day", daysText(claim)], ["entry", entry.stamp],
  ].filter(([, value]) => value);
  return make("li", { class: `claim ${claim.role}`, value: position },
    make("p", { class: "told" }, timeElement(claim.time), " · ",
      make("strong", {}, claim.code), ` ${verbs[claim.outcome]}`,
      notes.map((note) => make("span", { class: "badge" }, note))),
    chainElement(claim), sentence,
    make("dl", { class: "facts" }, facts.map(([term, value]) =>
      make("div", {}, make("dt", {}, term), make("dd", { dir: "auto" }, value)))),
    make("p", { class: "small" }, whole, " ", make("code", {}, claim.claim_id), " in ",
      make("code", {}, claim.entry_id)));
}

/** What the model, the text or a reviewer says of a pair, in words. @param {Row} link */
function whyText(link) {
  if (link.origin === "reviewer") return link.why || "a reviewer says so";
  return (link.why || "").split("; ").map((/** @type {string} */ part) => {
    const [, feature, weight] = part.match(/^(\w+) ([-+][\d.]+)$/) || [];
    return feature && ledger.features[feature] ? `${ledger.features[feature]} (${weight.replace("-", "−")})` : part;
  }).join("; ");
}
