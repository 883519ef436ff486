// The live timeline of one experiment: faults by window as bars, and under them how far the outputs lie apart.

import uPlot from "/webjars/uplot/dist/uPlot.esm.js";
import { el, fill, setText } from "./dom.js";
import { choice, columns, range } from "./series.js";
import { colour } from "./theme.js";
import * as words from "./words.js";

const BARS_HEIGHT = 118;
const LINES_HEIGHT = 280;
const SIDE = 62;
const WINDOWS = [
  [60, "the last 60 windows"],
  [240, "the last 240 windows"],
  [2000, "all windows"],
];
const REDRAW = 250;

/** A figure with {node, update(), close()}; series is filled by whoever makes it, and view() gives the experiment as it stands. */
export function timeline(series, view) {
  const measures = el("select", { id: "timeline-measure", onchange: draw });
  const span = el("select", { id: "timeline-span", onchange: draw }, WINDOWS.map(([n, text]) => el("option", { value: n }, text)));
  const bars = el("div.bars");
  const lines = el("div.lines");
  const readout = el("p.readout");
  const empty = el("p.empty");
  const plots = el("div.plots", {}, bars, lines, readout);
  const body = el("tbody");
  const node = el(
    "figure.timeline",
    {},
    el(
      "figcaption",
      {},
      el("label.choice", {}, el("span", {}, "Measure"), measures),
      el("label.choice", {}, el("span", {}, "Shown"), span),
      key(),
    ),
    empty,
    plots,
    el(
      "details",
      { ontoggle: draw },
      el("summary", {}, "The same as a table"),
      el(
        "div.scroll",
        { role: "region", tabindex: 0, "aria-label": "The timeline as a table" },
        el("table", {}, el("thead", {}, heads(["Window from", "Faults", "Treated", "Pairs", "Untreated", "Pairs"])), body),
      ),
    ),
  );
  let rows = [];
  let charts = null;
  let pending = null;
  let drawn = "";
  const resizing = new ResizeObserver(() => resize());
  resizing.observe(plots);

  function guards() {
    const of = measures.value;
    return view()
      .guardrails.filter((each) => choice(each.output, each.measure) === of)
      .flatMap((each) => [each.max, each.min])
      .filter((bound) => bound !== null);
  }

  function draw() {
    pending = null;
    offer();
    const data = takeRows();
    const isEmpty = rows.length === 0;
    empty.hidden = !isEmpty;
    [...node.children].filter((child) => child !== empty).forEach((child) => (child.hidden = isEmpty));
    setText(empty, isEmpty ? whyEmpty(view()) : "");
    node.dataset.windows = rows.length;
    node.dataset.faults = rows.reduce((sum, row) => sum + (row.faults ?? 0), 0);
    if (isEmpty) {
      return;
    }
    if (charts === null || drawn !== look()) {
      build(data);
    } else {
      charts.forEach((chart) => chart.setData(chart.pick(data)));
    }
    tabulate();
    read(null);
  }

  function takeRows() {
    rows = series.table(measures.value, Number(span.value));
    return columns(rows);
  }

  /** What the charts were built with, besides data: a change needs new ones. */
  function look() {
    return [measures.value, guards(), getComputedStyle(node).color].join();
  }

  function offer() {
    const experiment = view();
    const all = [
      ...experiment.guardrails.map((each) => [each.output, each.measure]),
      ...series.choices(),
    ].map(([output, measure]) => choice(output, measure));
    const unique = [...new Set(all)];
    const now = measures.value;
    fill(measures, unique.join(), () =>
      unique.map((each) => el("option", { value: each }, words.measured(...JSON.parse(each)))),
    );
    if (unique.includes(now)) {
      measures.value = now;
    }
    measures.parentElement.hidden = unique.length === 0;
  }

  function build(data) {
    charts?.forEach((chart) => chart.destroy());
    drawn = look();
    charts = [barChart(data), lineChart(data)];
    node.charts = charts;
  }

  function barChart(data) {
    const pick = (all) => [all[0], all[1]];
    const tone = colour("--fault");
    const chart = new uPlot(
      {
        ...shared(BARS_HEIGHT),
        scales: { x: { time: true, range: spanOf }, y: { range: (_, low, high) => [0, Math.max(1, high) * 1.12] } },
        axes: [{ show: false }, yAxis("faults", 34)],
        series: [{}, { label: "faults", stroke: tone, fill: tone, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.72, 28], align: 0 }) }],
      },
      pick(data),
      bars,
    );
    chart.pick = pick;
    return chart;
  }

  function lineChart(data) {
    const pick = (all) => [all[0], ...all.slice(2)];
    const treated = colour("--treated");
    const untreated = colour("--untreated");
    const hidden = { stroke: "transparent", width: 0, points: { show: false } };
    const line = (stroke, more) => ({ stroke, width: 2, spanGaps: false, points: { show: true, size: 4, fill: stroke }, ...more });
    const chart = new uPlot(
      {
        ...shared(LINES_HEIGHT),
        scales: { x: { time: true, range: spanOf }, y: { range: () => range(columns(rows), guards()) } },
        axes: [xAxis(), yAxis("divergence", 44)],
        bands: [
          { series: [1, 2], fill: colour("--band") },
          { series: [4, 5], fill: colour("--band-untreated") },
        ],
        series: [{}, hidden, hidden, line(treated), hidden, hidden, line(untreated, { dash: [5, 4], points: { show: false } })],
        hooks: { draw: [drawGuards] },
      },
      pick(data),
      lines,
    );
    chart.pick = pick;
    return chart;
  }

  /** As wide as the windows, so that no bar is cut. */
  function spanOf() {
    return [rows[0].start / 1000, rows.at(-1).end / 1000];
  }

  function shared(height) {
    return {
      width: Math.max(200, plots.clientWidth),
      height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      padding: [10, 30, 8, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "timeline" }, points: { size: 8 } },
      hooks: {},
    };
  }

  function font() {
    return `12px ${getComputedStyle(node).fontFamily}`;
  }

  function xAxis() {
    return { stroke: colour("--soft"), font: font(), grid: { show: false }, ticks: { stroke: colour("--rule"), size: 5 }, size: 32, space: 70, values: xLabels };
  }

  function yAxis(label, space) {
    return {
      label,
      labelSize: 18,
      labelFont: font(),
      stroke: colour("--soft"),
      font: font(),
      size: SIDE - 18,
      space,
      grid: { stroke: colour("--hair"), width: 1 },
      ticks: { show: false },
      values: (_, all) => all.map((value) => (value === null ? "" : words.figure(value))),
    };
  }

  function drawGuards(chart) {
    const { ctx, bbox } = chart;
    const ratio = uPlot.pxRatio;
    for (const guard of guards()) {
      const y = Math.round(chart.valToPos(guard, "y", true));
      if (y < bbox.top || y > bbox.top + bbox.height) {
        continue;
      }
      ctx.save();
      ctx.strokeStyle = colour("--margin");
      ctx.fillStyle = colour("--margin");
      ctx.lineWidth = 1.6 * ratio;
      ctx.setLineDash([9 * ratio, 3 * ratio, 2 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.font = `600 ${12 * ratio}px ${getComputedStyle(node).fontFamily}`;
      ctx.textAlign = "left";
      ctx.textBaseline = "bottom";
      ctx.lineWidth = 4 * ratio;
      ctx.setLineDash([]);
      ctx.lineJoin = "round";
      ctx.strokeStyle = colour("--paper");
      ctx.strokeText(`guardrail ${words.figure(guard)}`, bbox.left + 8 * ratio, y - 3 * ratio);
      ctx.fillText(`guardrail ${words.figure(guard)}`, bbox.left + 8 * ratio, y - 3 * ratio);
      ctx.restore();
    }
  }

  function resize() {
    const width = Math.max(200, plots.clientWidth);
    charts?.filter((chart) => chart.width !== width).forEach((chart) => chart.setSize({ width, height: chart.height }));
  }

  /** Says what the charts show at a window: the one under the pointer, or else the latest with pairs. */
  function read(index) {
    const row = rows[index] ?? rows.findLast((each) => each.treated !== undefined) ?? rows.findLast((each) => each.faults > 0) ?? rows.at(-1);
    if (row.isHole) {
      setText(readout, `${words.time(row.start)} to ${words.clock(row.end)}: nothing came`);
      return;
    }
    const part = (name, event) => (event ? `; ${name} ${words.bounded(event)}, ${words.counted(event.n, "pair")}` : "");
    setText(
      readout,
      `${words.time(row.start)} to ${words.clock(row.end)}: ${words.counted(row.faults, "fault")}` +
        part("treated", row.treated) +
        part("untreated", row.untreated),
    );
  }

  function tabulate() {
    if (!node.querySelector("details").open) {
      return;
    }
    const shown = rows.filter((row) => !row.isHole).slice(-240).reverse();
    body.replaceChildren(
      ...shown.map((row) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, words.time(row.start)),
          [words.count(row.faults), words.bounded(row.treated), row.treated ? words.count(row.treated.n) : words.NONE,
            words.bounded(row.untreated), row.untreated ? words.count(row.untreated.n) : words.NONE].map((text) => el("td.n", {}, text)),
        ),
      ),
    );
  }

  plots.addEventListener("pointermove", (event) => {
    const chart = charts?.[1];
    if (chart) {
      read(chart.posToIdx(event.clientX - chart.over.getBoundingClientRect().left));
    }
  });
  plots.addEventListener("pointerleave", () => rows.length > 0 && read(null));

  return {
    node,
    /** Draws what has changed, a moment later, so that many changes cost one drawing. */
    update() {
      pending ??= setTimeout(draw, REDRAW);
    },
    close() {
      clearTimeout(pending);
      resizing.disconnect();
      charts?.forEach((chart) => chart.destroy());
    },
  };
}

/** Days where the ticks are days, else the time of day, with seconds where ticks are closer than a minute. */
function xLabels(_, ticks, __, ___, step) {
  return ticks.map((tick) => {
    if (tick === null) {
      return "";
    } else if (step >= 86_400) {
      return words.day(tick * 1000);
    }
    const clock = words.clock(tick * 1000);
    return step >= 60 ? clock.slice(0, 5) : clock;
  });
}

function heads(names) {
  return el("tr", {}, names.map((name, at) => el(at === 0 ? "th" : "th.n", { scope: "col" }, name)));
}

function key() {
  const entry = (kind, text) => el("span", {}, el(`i.swatch.${kind}`, { "aria-hidden": "true" }), text);
  return el(
    "span.key",
    {},
    entry("fault", "faults"),
    entry("treated", "treated, with bounds"),
    entry("untreated", "untreated"),
    entry("margin", "guardrail"),
  );
}

function whyEmpty(experiment) {
  if (experiment.state === "halted") {
    return "Nothing to draw: the experiment is halted. Take the halt back, and switch it on.";
  } else if (experiment.state === "off") {
    return "Nothing to draw yet. Switch the experiment on, and the first faults appear here within seconds.";
  }
  return "Nothing to draw yet. The experiment is on, and waits for records of its route.";
}
