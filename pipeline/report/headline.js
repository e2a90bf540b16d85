/** The bounds of everything, by outcome, and what they mean. */

const verbs = /** @type {Record<string, string>} */ ({ KILLED: "killed", INJURED: "injured" });

function drawHeadline() {
  byId("headline").replaceChildren(
    ...ledger.outcomes.map((/** @type {string} */ outcome) => card(outcome, ledger.totals[outcome])),
  );
}

/** @param {string} outcome @param {Figures} figures */
function card(outcome, figures) {
  const heading = make("h3", {}, verbs[outcome][0].toUpperCase() + verbs[outcome].slice(1));
  const box = (/** @type {any[]} */ ...content) =>
    make("article", { class: `card ${outcome.toLowerCase()}` }, heading, ...content);
  if (!figures.incidents) return box(make("p", {}, `No claim of people ${verbs[outcome]} is counted.`));
  const open = figures.high == null;
  return box(
    make(
      "dl",
      {},
      figure("at least", number(figures.low)),
      figure("best", number(figures.best[choice.rule]), "main"),
      figure("at most", open ? "open" : number(/** @type {number} */ (figures.high)),
        open ? "open" : ""),
    ),
    make("p", {}, meaning(outcome, figures)),
    make("p", { class: "small" },
      `From ${many(figures.claims, "claim")} of ${many(figures.incidents, "incident")}, by `
      + `${many(figures.lines, "line")} of reporting.`),
  );
}

/** @param {string} term @param {string} value @param {string} kind */
function figure(term, value, kind = "") {
  return make("div", { class: kind || null }, make("dt", {}, term), make("dd", {}, value));
}

/** @param {string} outcome @param {Figures} figures */
function meaning(outcome, figures) {
  const low = `The reports tell of at least ${many(figures.low, "different person")
    .replace("persons", "people")} ${verbs[outcome]}, counting only claims that cannot be about the same people`;
  if (figures.low === figures.high)
    return `The reports tell of ${many(figures.low, "person").replace("persons", "people")} ${verbs[outcome]}; they agree on that.`;
  const best = `most probably ${number(figures.best[choice.rule])}, if likely links hold`;
  if (figures.high == null) {
    return `${low}; ${best}. There is no upper end, since some claims give none (“at least 20”, `
      + `“dozens”); taken at their figures, they name at most ${number(figures.named[choice.rule])}.`;
  }
  return `${low}; ${best}; and at most ${number(figures.high)}, if only sure links hold.`;
}

/** How often the claims of each kind stand in no sum. */
function besideCounts() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const incident of ledger.incidents) {
    const why = besideText(incident);
    if (why) counts.set(why, (counts.get(why) || 0) + incident.claims);
  }
  const parts = [...counts].map(([why, count]) =>
    why === "running total" ? many(count, why) : many(count, `${why} claim`));
  return parts.length ? `In no sum: ${parts.join(", ")}.` : "Every claim is in the sums.";
}

/** The totals at other thresholds, as a table. */
function drawSensitivity() {
  const rows = ledger.sensitivity.filter((/** @type {Row} */ row) =>
    row.rule === choice.rule && ledger.totals[row.outcome].incidents);
  byId("sensitivity").replaceChildren(
    make("caption", {}, "The same claims at other link thresholds"),
    make("thead", {}, make("tr", {}, ["outcome", "threshold", "low", "best", "high"].map((name) =>
      make("th", { scope: "col" }, name)))),
    make("tbody", {}, rows
      .sort((/** @type {Row} */ a, /** @type {Row} */ b) =>
        ledger.outcomes.indexOf(a.outcome) - ledger.outcomes.indexOf(b.outcome))
      .map((/** @type {Row} */ row) => make("tr", {
        class: row.threshold === Number(ledger.settings.threshold) ? "chosen" : null },
      make("td", {}, verbs[row.outcome]),
      make("td", { class: "number" }, String(row.threshold)),
      make("td", { class: "number" }, number(row.low)),
      make("td", { class: "number" }, number(row.best)),
      make("td", { class: "number" }, row.high == null ? `open (${number(row.named)} named)` : number(row.high))))),
  );
}
