// The list of experiments.

import { badge, kindOf, state } from "./badges.js";
import { el, keep, setText } from "./dom.js";
import * as store from "./store.js";
import { toggle } from "./switches.js";
import * as words from "./words.js";

/** Shows the list until it is closed. */
export function experiments(main) {
  const title = el("h1");
  const list = el("ul.experiments");
  const empty = el(
    "div.empty",
    { hidden: true },
    el("p", {}, "The configuration has no experiment yet."),
    el("p", {}, "Add one under ", el("code", {}, "experiments"), " of the file, or put a file of its own into the folder that it names; it appears here when it is saved."),
  );
  const parts = new Map();
  main.replaceChildren(title, list, empty);

  function update() {
    const all = store.live.experiments;
    setText(title, all.length === 0 ? "No experiments" : `${words.counted(all.length, "experiment")}: ${words.tally(all)}`);
    keep(list, parts, all, (view) => view.name, row);
    empty.hidden = all.length > 0;
  }

  const end = store.on("experiments", update);
  update();
  return { title: "Experiments", close: end };
}

function row(view) {
  const turn = toggle(view.name);
  const sign = badge();
  const standing = state();
  const hypothesis = el("p.hypothesis");
  const what = el("p.what");
  const reason = el("p.reason");
  const injected = el("b");
  const seen = el("span.detail");
  const node = el(
    "li.row",
    {},
    el("div.turn", {}, turn.node),
    el(
      "div.who",
      {},
      el("h2", {}, el("a.name", { href: `#/experiments/${encodeURIComponent(view.name)}` }, view.name), standing.node),
      hypothesis,
      what,
    ),
    el("div.judged", {}, sign.node, reason),
    el("p.hits", {}, injected, seen),
  );
  return {
    node,
    update(now) {
      node.dataset.state = now.state;
      node.dataset.verdict = kindOf(now);
      turn.update(now);
      sign.update(now);
      standing.update(now);
      setText(hypothesis, now.hypothesis);
      setText(what, `${now.selection} · ${now.faults.map((fault) => fault.text).join(" · ") || "no fault: an A/A run"}`);
      setText(reason, now.verdict?.reasons[0] ?? "");
      const hits = words.total(now.records.injected);
      setText(injected, words.counted(hits, "fault"));
      setText(seen, `of ${words.counted(now.records.seen, "record")}`);
    },
  };
}
