// One experiment: verdict, counts, timeline, measures, ledger and settings.

import * as api from "./api.js";
import { kindOf, state } from "./badges.js";
import { el, fill, icon, setText } from "./dom.js";
import { ledger } from "./ledger.js";
import { complain } from "./notices.js";
import { choice, Series } from "./series.js";
import * as store from "./store.js";
import { halt, reset, toggle, turned } from "./switches.js";
import { timeline } from "./timeline.js";
import * as words from "./words.js";

/** Shows the experiment until it is closed. */
export function experiment(main, name) {
  const series = new Series();
  const sections = [];
  const whole = measures(series);
  let chart = null;
  let events = null;
  let last = null;

  function view() {
    last = store.experiment(name) ?? last;
    return last;
  }

  function build() {
    chart = timeline(series, view);
    events = ledger({ fixed: name, views: () => [view()] });
    sections.push(head(name), counts(), whole, partitions(), settings());
    const [top, facts, table, parts, rest] = sections;
    main.replaceChildren(
      el("p.back", {}, el("a", { href: "#/" }, "All experiments")),
      top.node,
      facts.node,
      section("Faults and divergence over time", chart.node),
      section("Measures over the whole run", table.node),
      section("Ledger", events.node),
      section("Partitions", parts.node),
      section("Settings", rest.node),
    );
  }

  function update() {
    if (view() === null) {
      main.replaceChildren(
        el("h1", {}, "No such experiment"),
        el("p.empty", {}, `The configuration has none that is called ${name}. `, el("a", { href: "#/" }, "See those that there are"), "."),
      );
      return;
    }
    if (chart === null) {
      build();
      history();
    }
    sections.forEach((each) => each.update(view()));
    events.update();
    chart.update();
  }

  async function history() {
    const [faults, values] = await Promise.allSettled([
      api.get("/timeline", { experiment: name }),
      api.get("/divergence", { experiment: name }),
    ]);
    [faults, values].filter((each) => each.status === "rejected").forEach((each) => complain(each.reason.message));
    series.addFaults(faults.value?.faults ?? []);
    series.addValues(values.value?.values ?? []);
    redraw();
  }

  function redraw() {
    chart.update();
    whole.update(view());
  }

  const ends = [
    store.on("experiments", update),
    store.on("theme", () => chart?.update()),
    store.on("resync", () => chart !== null && history()),
    store.on("divergence", (news) => {
      if (news.experiment === name) {
        series.addFaults(news.faults);
        series.addValues(news.values);
        if (chart !== null) {
          redraw();
        }
      }
    }),
  ];
  update();
  return {
    title: name,
    experiment: name,
    close() {
      ends.forEach((end) => end());
      chart?.close();
      events?.close();
    },
  };
}

function section(title, ...content) {
  return el("section", {}, el("h2", {}, title), content);
}

function head(name) {
  const turn = toggle(name);
  const standing = state();
  const seal = el("div.seal");
  const word = el("p.verdict-word");
  const reasons = el("ul.reasons");
  const text = el("p");
  const by = el("p.turned");
  const stop = el("button.act.danger", { type: "button", id: "halt-this", onclick: () => halt(name) }, "Halt this experiment");
  const back = el("button.act", { type: "button", id: "reset-this", onclick: () => reset(name) }, "Take the switch back");
  const node = el(
    "header.head",
    {},
    el(
      "div.verdict",
      {},
      seal,
      el("div", {}, word, el("h1", {}, name)),
    ),
    el("div.controls", {}, turn.node, standing.node, back, stop),
    by,
    reasons,
    el("figure.hypothesis", {}, el("figcaption", {}, "Hypothesis"), text),
  );
  return {
    node,
    update(view) {
      const kind = kindOf(view);
      turn.update(view);
      standing.update(view);
      node.className = `head is-${kind}`;
      fill(seal, kind, () => [icon(`verdict-${kind}`)]);
      setText(word, kind === "none" ? "No verdict yet" : kind);
      fill(reasons, (view.verdict?.reasons ?? []).join("\n"), () => (view.verdict?.reasons ?? []).map((reason) => el("li", {}, reason)));
      setText(text, view.hypothesis);
      setText(by, view.switch === null ? (view.declared ? "The configuration file enables it." : "The configuration file does not enable it.") : capital(turned(view.switch)));
      stop.disabled = !store.live.canSwitch;
      stop.hidden = view.state === "halted";
      back.hidden = view.switch === null;
      back.disabled = !store.live.canSwitch || store.live.halted !== null;
      setText(back, view.state === "halted" ? "Take the halt back" : "Let the file decide");
    },
  };
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counts() {
  const facts = ["Seen", "Selected", "Injected", "Skipped", "Held"].map((label) => {
    const value = el("span.value");
    const detail = el("span.detail");
    return { label, value, detail };
  });
  const node = el(
    "dl.facts",
    {},
    facts.map((fact) => el("div", { "data-fact": fact.label.toLowerCase() }, el("dt", {}, fact.label), el("dd", {}, fact.value, fact.detail))),
  );
  return {
    node,
    update({ records, selection }) {
      const told = {
        Seen: [records.seen, "records while it was on"],
        Selected: [records.selected, records.seen === 0 ? selection : `${words.share(records.selected, records.seen)} of those seen; asked for: ${selection}`],
        Injected: [words.total(records.injected), each(records.injected) || "no fault yet"],
        Skipped: [words.total(records.skipped), each(records.skipped) || "no fault was passed over"],
        Held: [records.held, records.held === 0 ? "no record waits" : "records wait for their release"],
      };
      for (const { label, value, detail } of facts) {
        setText(value, words.count(told[label][0]));
        setText(detail, told[label][1]);
      }
    },
  };
}

function each(counted) {
  return Object.entries(counted)
    .map(([what, n]) => `${what} ${words.count(n)}`)
    .join(", ");
}

function measures(series) {
  const deciding = el("div.scroll", { role: "region", tabindex: 0, "aria-label": "Measures over the whole run" });
  const others = el("div.scroll", { role: "region", tabindex: 0, "aria-label": "Measures without bounds" });
  const more = el("details", {}, el("summary", {}, "Measures without bounds, which decide nothing"), others);
  return {
    node: el("div", {}, deciding, more),
    update(view) {
      const rows = series.choices().map(([output, measure]) => {
        const of = choice(output, measure);
        return { output, measure, treated: series.ofRun(of, "treated"), untreated: series.ofRun(of, "untreated") };
      });
      const guards = view.guardrails;
      const isGuarded = (row) => guards.some((guard) => guard.output === row.output && guard.measure === row.measure);
      const isBounded = (row) => [row.treated, row.untreated].some((event) => event?.low !== null && event?.low !== undefined);
      const guarded = rows.filter(isGuarded);
      const first = [...guarded, ...rows.filter((row) => !isGuarded(row) && isBounded(row))];
      const rest = rows.filter((row) => !first.includes(row));
      show(deciding, first, guards, view);
      show(others, rest, guards, view);
      more.hidden = rest.length === 0;
    },
  };
}

function show(node, rows, guards, view) {
  fill(node, JSON.stringify([rows, guards]), () => [rows.length === 0 ? nothingMeasured(view) : measureTable(rows, guards)]);
}

function nothingMeasured(view) {
  return el(
    "p.empty",
    {},
    view.outputs.length === 0
      ? "This experiment measures nothing. Say under measure where the outputs are, and what is compared."
      : "No pair of outputs has come yet. Numbers appear when the pipeline downstream has written its outputs on both arms.",
  );
}

function measureTable(rows, guards) {
  const heads = ["Measure", "Treated", "Pairs", "Untreated", "Pairs", "Guardrail"];
  const n = (event) => (event === undefined ? words.NONE : words.count(event.n));
  return el(
    "table.measures",
    {},
    el("thead", {}, el("tr", {}, heads.map((text, at) => el(at === 0 ? "th" : "th.n", { scope: "col" }, text)))),
    el(
      "tbody",
      {},
      rows.map(({ output, measure, treated, untreated }) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("strong", {}, output ?? "records"), el("span.detail", {}, words.plain(measure))),
          el("td.n.strong", {}, words.bounded(treated)),
          el("td.n", {}, n(treated)),
          el("td.n", {}, words.bounded(untreated)),
          el("td.n", {}, n(untreated)),
          el("td.n", {}, guardrail(guards.find((guard) => guard.output === output && guard.measure === measure))),
        ),
      ),
    ),
  );
}

function guardrail(guard) {
  if (guard === undefined) {
    return words.NONE;
  }
  const bounds = [guard.max !== null && `at most ${words.figure(guard.max)}`, guard.min !== null && `at least ${words.figure(guard.min)}`];
  return `${bounds.filter(Boolean).join(", ")}${guard.windows > 1 ? `, ${guard.windows} windows running` : ""}`;
}

function partitions() {
  const node = el("div.scroll", { role: "region", tabindex: 0, "aria-label": "Partitions" });
  const heads = ["Partition", "Seen", "Selected", "Held", "Let go", "Last fault", "Stopped"];
  return {
    node,
    update(view) {
      fill(node, JSON.stringify(view.partitions), () => [
        view.partitions.length === 0
          ? el("p.empty", {}, "No partition has counted anything yet. Counts come with the first records after the experiment is switched on.")
          : el(
              "table",
              {},
              el("thead", {}, el("tr", {}, heads.map((text, at) => el(at === 0 ? "th" : "th.n", { scope: "col" }, text)))),
              el("tbody", {}, view.partitions.map(partition)),
            ),
      ]);
    },
  };
}

function partition(of) {
  const at = (millis) => (millis === null ? words.NONE : words.time(millis));
  const cells = [words.count(of.seen), words.count(of.selected), words.count(of.held), words.count(of.released), at(of.lastFault), at(of.stopped)];
  return el("tr", {}, el("th", { scope: "row" }, el("code", {}, of.partition)), cells.map((text) => el("td.n", {}, text)));
}

function settings() {
  const node = el("dl.settings");
  return {
    node,
    update(view) {
      const all = [
        ["Faults", view.faults.map((fault) => fault.text).join("; ") || "none: an A/A run"],
        ["Selection", view.selection],
        ["Route", `${view.route.name}: ${view.route.from} to ${view.route.to}${view.route.canary === null ? ", faults in line" : `, canary ${view.route.canary}`}`],
        ["Format", view.route.value],
        ["Expected", view.expect === "detect" ? "the pipeline notices" : "the pipeline bears it"],
        ["Mode", view.mode],
        ["Schedule", view.schedule === null ? "always" : schedule(view.schedule)],
        ["Outputs", view.outputs.map((output) => `${output.name} (${output.type})`).join(", ") || "none are measured"],
        ["Window", view.window === null ? words.NONE : words.duration(view.window)],
        ["Seed", String(view.seed)],
      ];
      fill(node, JSON.stringify(all), () => all.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
    },
  };
}

function schedule(of) {
  const steps = [
    ["baseline", of.baseline],
    ["ramp", of.ramp],
    ["hold", of.hold],
    ["recover", of.recover],
  ].filter(([, millis]) => millis > 0);
  const parts = steps.map(([step, millis]) => `${step} ${words.duration(millis)}`);
  return `from ${words.time(of.start)} by the ${of.clock} clock${parts.length > 0 ? `: ${parts.join(", ")}` : ""}${of.hold === null ? ", without an end" : ""}`;
}
