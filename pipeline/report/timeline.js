/** Bars of low, best and high by the day of the deaths and by the hour of the first report. */

const chart = { height: 190, top: 34, left: 46, bottom: 38 };

/**
 * @typedef {{label: string, below?: string, title: string, figures: Figures | null, choose?: () => void}} Slot
 *   A place on the axis with up to two lines below; one without figures is empty, one without a
 *   title is a gap.
 */

function drawTimeline() {
  const rows = ledger.days.filter((/** @type {Row} */ row) => row.outcome === choice.outcome);
  const single = rows.filter((/** @type {Row} */ row) => /^[-\d]{10}$/.test(row.key));
  /** @type {Slot[]} */
  const slots = [];
  single.forEach((/** @type {Row} */ row, /** @type {number} */ i) => {
    if (i && Date.parse(row.key) - Date.parse(single[i - 1].key) > 86_400_000)
      slots.push({ label: "", title: "", figures: null });
    const title = dayText(row.key);
    const [date, month, year] = title.split(" ");
    const below = i && row.key.startsWith(single[i - 1].key.slice(0, 4)) ? "" : year;
    slots.push({ label: `${date} ${month}`, below, title, figures: /** @type {any} */ (row), choose: () => showDays(row.key, row.key) });
  });
  const other = rows.filter((/** @type {Row} */ row) => !single.includes(row));
  byId("days").replaceChildren(bars(slots, `People ${verbs[choice.outcome]} by day`,
    "Low, best and high by the day of which the claims tell. A gap stands for days without claims."));
  byId("days-beside").replaceChildren(other.length
    ? `Not in these bars, since their day is not one: ${other.map((/** @type {Row} */ row) =>
      `${keyText(row.key)}: ${rangeText(/** @type {any} */ (row))}`).slice(0, 12).join("; ")}`
      + `${other.length > 12 ? "; and others, see the figures below" : ""}.`
    : "");
  byId("days-table").replaceChildren(...figuresTable(
    "Figures by day; a day leads to its incidents", rows, "day", (row) => keyText(row.key),
    (row) => {
      const [first, last] = row.key.split("/");
      return first === "unknown" ? null : () => showDays(first, last || first);
    }));
  drawHours();
}

/** "2011-01-25/2011-01-28", a day, or "unknown", in words. @param {string} key */
function keyText(key) {
  const [first, last] = key.split("/");
  if (key === "unknown") return "day unknown";
  return last ? periodText(first, last) : dayText(first);
}

function drawHours() {
  const rows = ledger.hours.filter((/** @type {Row} */ row) => row.outcome === choice.outcome && row.key);
  const days = [...new Set(rows.map((/** @type {Row} */ row) => row.key.slice(0, 10)))];
  const select = byId("hours-day");
  const wanted = days.includes(select.value) ? select.value : busiest(rows);
  select.replaceChildren(...days.map((day) => make("option", { value: day }, dayText(day))));
  select.value = wanted;
  const figures = new Map(rows.map((/** @type {Row} */ row) => [row.key, row]));
  const slots = wanted ? Array.from({ length: 24 }, (_, hour) => {
    const label = String(hour).padStart(2, "0");
    return { label, title: `${dayText(wanted)}, ${label}:00–${label}:59 UTC`,
      figures: figures.get(`${wanted}T${label}`) || null };
  }) : [];
  byId("hours").replaceChildren(bars(slots, `People ${verbs[choice.outcome]} by hour of the first report`,
    "Low, best and high of the incidents that were first told of in each hour, in UTC."));
  byId("hours-table").replaceChildren(...figuresTable("Figures by hour of the first report",
    rows.filter((/** @type {Row} */ row) => row.key.startsWith(wanted)), "hour (UTC)",
    (row) => `${row.key.slice(11)}:00`, () => null));
}

/** The day with most claims. @param {Row[]} rows @returns {string} */
function busiest(rows) {
  /** @type {Map<string, number>} */
  const told = new Map();
  for (const row of rows) {
    const day = row.key.slice(0, 10);
    told.set(day, (told.get(day) || 0) + row.claims);
  }
  return [...told].sort((a, b) => b[1] - a[1])[0]?.[0] || "";
}

/** A bar chart. @param {Slot[]} slots @param {string} title @param {string} about */
function bars(slots, title, about) {
  if (!slots.some((slot) => slot.figures)) return make("p", {}, "No figures of single days or hours.");
  const wide = Math.max(16, Math.min(96, 720 / slots.length));
  const ends = slots.map(({ figures }) => (figures ? figures.high ?? figures.named[choice.rule] : 0));
  const steps = ticks(Math.max(1, ...ends));
  const most = steps[steps.length - 1];
  const floor = chart.top + chart.height;
  const y = (/** @type {number} */ value) => floor - (value / most) * chart.height;
  const width = chart.left + wide * slots.length + 8;
  const every = Math.ceil(46 / wide);
  return draw("svg", { class: "chart", role: "img", "aria-label": `${title}. ${about}`,
    viewBox: `0 0 ${width} ${floor + chart.bottom}`, width, height: floor + chart.bottom },
  steps.map((value) => [
    draw("line", { class: "grid", x1: chart.left, x2: width - 8, y1: y(value), y2: y(value) }),
    draw("text", { class: "tick", x: chart.left - 6, y: y(value) + 4, "text-anchor": "end" }, number(value)),
  ]),
  slots.map((slot, i) => {
    const x = chart.left + i * wide;
    if (!slot.title) return draw("text", { class: "tick", x: x + wide / 2, y: floor - 4, "text-anchor": "middle" }, "⋯");
    const hours = slot.label.length === 2;
    const label = hours || i % every === 0
      ? draw("text", { class: "tick", x: x + wide / 2, y: floor + 18, "text-anchor": "middle" }, slot.label) : null;
    const below = draw("text", { class: "tick", x: x + wide / 2, y: floor + 33, "text-anchor": "middle" }, slot.below || "");
    return draw("g", { class: slot.choose ? "choosable" : null, click: slot.choose || null },
      slot.figures ? bar(slot, x, wide, y) : null, label, below);
  }));
}

/** @param {Slot} slot @param {number} x @param {number} wide @param {(value: number) => number} y */
function bar(slot, x, wide, y) {
  const figures = /** @type {Figures} */ (slot.figures);
  const open = figures.high == null;
  const end = figures.high ?? figures.named[choice.rule];
  const side = wide * 0.18;
  const middle = x + wide / 2;
  const best = y(figures.best[choice.rule]);
  return [
    draw("title", {}, `${slot.title}: low ${number(figures.low)}, best `
      + `${number(figures.best[choice.rule])}, high ${highText(figures)}`),
    draw("rect", { class: open ? "range open" : "range", x: x + side, width: wide - 2 * side,
      y: y(end), height: Math.max(0, y(figures.low) - y(end)) }),
    draw("rect", { class: "low", x: x + side, width: wide - 2 * side, y: y(figures.low),
      height: y(0) - y(figures.low) }),
    draw("line", { class: "best", x1: x + side / 2, x2: x + wide - side / 2, y1: best, y2: best }),
    open ? draw("path", { class: "arrow", d: `M${middle} ${y(end) - 3}v-9m-4 4l4 -4l4 4` }) : null,
    wide > 34 ? draw("text", { class: "value", x: middle, y: y(end) - (open ? 16 : 6),
      "text-anchor": "middle" }, open ? `${number(figures.low)}+` : rangeText(figures)) : null,
  ];
}

/** Round steps from 0 to at least `most`. @param {number} most */
function ticks(most) {
  const power = 10 ** Math.floor(Math.log10(most / 4 || 1));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n * 4 >= most) || 1);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

/**
 * The figures of a drawing as a table, which is also how a keyboard reaches the incidents.
 * @param {string} caption @param {Row[]} rows @param {string} first @param {(row: Row) => string} name
 * @param {(row: Row) => (() => void) | null} choose
 */
function figuresTable(caption, rows, first, name, choose) {
  const heads = [first, "low", "best", "high", "incidents", "claims"];
  return [
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, rows.map((row) => {
      const chosen = choose(row);
      const figures = /** @type {any} */ (row);
      return make("tr", {},
        make("th", { scope: "row" }, chosen
          ? make("button", { type: "button", class: "plain", click: chosen }, name(row)) : name(row)),
        [number(row.low), number(row.best[choice.rule]), highText(figures), number(row.incidents),
          number(row.claims)].map((cell) => make("td", { class: "number" }, cell)));
    })),
  ];
}
