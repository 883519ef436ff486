// Who switched what.

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import * as store from "./store.js";
import * as words from "./words.js";

/** Shows the audit until it is closed. */
export function audit(main) {
  const node = el("div.scroll", { role: "region", tabindex: 0, "aria-label": "Switches" });
  const trouble = el("p.trouble", { role: "alert" });
  let known = "";
  main.replaceChildren(
    el("h1", {}, "Who switched what"),
    el("p.said", {}, "Every switch of this application, on whichever instance it was turned, the latest first. The control topic keeps them."),
    trouble,
    node,
  );

  async function load() {
    try {
      const { audit: all } = await api.get("/switches");
      trouble.textContent = "";
      fill(node, JSON.stringify(all), () => [all.length === 0 ? empty() : table(all)]);
    } catch (e) {
      trouble.textContent = e.message;
    }
  }

  /** Asks again only where a switch has changed. */
  function update(live) {
    const now = JSON.stringify([live.halted, live.experiments.map((each) => each.switch)]);
    if (now !== known) {
      known = now;
      load();
    }
  }

  const end = store.on("experiments", update);
  update(store.live);
  return { title: "Switches", close: end };
}

function empty() {
  return el("p.empty", {}, "Nobody has turned a switch yet: the configuration file decides on every experiment.");
}

function table(all) {
  const heads = ["When", "Experiment", "Action", "By", "Reason"];
  return el(
    "table.audit",
    {},
    el("thead", {}, el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text)))),
    el(
      "tbody",
      {},
      all.map((each) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("time", { datetime: new Date(each.at).toISOString() }, words.time(each.at))),
          el("td", {}, each.experiment === "*" ? "everything" : each.experiment),
          el("td", {}, el("span.action", { "data-action": each.action }, each.action)),
          el("td", {}, each.by),
          el("td", {}, each.reason || words.NONE),
        ),
      ),
    ),
  );
}
