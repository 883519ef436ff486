// The ledger: every fault that was injected, the newest first, with filters, older pages and a live end.

import * as api from "./api.js";
import { diffTable, gist, held } from "./diff.js";
import { el, fill, keep, setAttribute, setText } from "./dom.js";
import { on } from "./store.js";
import * as words from "./words.js";

const PAGE = 25;
const MOST_SHOWN = 500;
const CALM = 1_000;

/** A list with {node, update(), close()}; views() gives the experiments to choose from, unless one is fixed by its name. */
export function ledger({ fixed = null, views }) {
  const filters = {
    experiment: el("select", { name: "experiment", "aria-label": "Experiment", onchange: reload }),
    fault: el("select", { name: "fault", "aria-label": "Fault", onchange: reload }),
    partition: el("select", { name: "partition", "aria-label": "Partition", onchange: reload }),
    id: el("input", { name: "id", type: "search", placeholder: "topic-0@17", spellcheck: "false", maxlength: 300, onchange: reload }),
  };
  const follow = el("input", { type: "checkbox", checked: true, onchange: flush });
  const state = el("span.following", { role: "status" });
  const list = el("ol.events");
  const empty = el("p.empty", { hidden: true });
  const trouble = el("p.trouble", { role: "alert" });
  const older = el("button.act", { type: "button", onclick: more, hidden: true }, "Older events");
  const field = (label, input) => el("label.choice", {}, el("span", {}, label), input);
  const node = el(
    `div.ledger${fixed === null ? ".of-all" : ""}`,
    {},
    el(
      "form.filters",
      { onsubmit: (event) => { event.preventDefault(); reload(); } },
      fixed === null && field("Experiment", filters.experiment),
      field("Fault", filters.fault),
      field("Partition", filters.partition),
      field("Record", filters.id),
      state,
      el("label.follow", {}, follow, el("span", {}, "Follow")),
    ),
    trouble,
    empty,
    list,
    el("div.more", {}, older),
  );

  const parts = new Map();
  const open = new Set();
  let events = [];
  let fresh = [];
  let next = null;
  let turn = 0;
  let pending = null;
  let isReading = false;
  let hasHole = false;

  function wanted() {
    return {
      experiment: fixed ?? filters.experiment.value,
      fault: filters.fault.value,
      partition: filters.partition.value,
      id: filters.id.value.trim(),
    };
  }

  function takes(event) {
    const { experiment, fault, partition, id } = wanted();
    return (
      (experiment === "" || event.experiment === experiment) &&
      (fault === "" || event.fault === fault) &&
      (partition === "" || event.id.startsWith(`${partition}@`)) &&
      (id === "" || event.id === id)
    );
  }

  async function reload() {
    turn++;
    events = [];
    fresh = [];
    next = null;
    hasHole = false;
    open.clear();
    await load(null);
  }

  /** Where new events have pushed old ones out, the list begins anew, so that it has no hole. */
  async function more() {
    if (hasHole) {
      await reload();
    }
    await load(next);
  }

  async function load(before) {
    const mine = turn;
    setAttribute(node, "aria-busy", "true");
    older.disabled = true;
    // what is about to go is not to be opened
    list.inert = before === null;
    try {
      const page = await api.get("/ledger", { ...wanted(), before, limit: PAGE });
      if (mine !== turn) {
        return;
      }
      events = unique([...events, ...page.events]);
      next = page.next;
      setText(trouble, "");
    } catch (e) {
      setText(trouble, e.message);
    } finally {
      if (mine === turn) {
        setAttribute(node, "aria-busy", null);
        older.disabled = false;
        list.inert = false;
        render();
      }
    }
  }

  function render() {
    keep(list, parts, events, keyOf, (event) => row(event, fixed === null, open, setState));
    older.hidden = next === null && !hasHole;
    empty.hidden = events.length > 0;
    const isFiltered = filters.fault.value || filters.partition.value || filters.id.value || (fixed === null && filters.experiment.value);
    setText(
      empty,
      isFiltered
        ? next === null
          ? "No event fits these filters. Choose others, or wait: new events appear by themselves."
          : "No event among the latest 20,000 fits these filters. Look at older ones, or choose other filters."
        : "The ledger is empty. Each fault that is injected appears here, with the record before and after.",
    );
    setState();
  }

  function setState() {
    const waiting = fresh.length;
    const text = !follow.checked
      ? "not followed"
      : isPaused()
        ? `paused while you read${waiting > 0 ? `, ${waiting}${waiting >= MOST_SHOWN ? " or more" : ""} new` : ""}`
        : "live";
    setText(state, text);
    state.dataset.state = !follow.checked ? "off" : isPaused() ? "paused" : "live";
  }

  /** Nothing moves under the eyes of whoever reads. */
  function isPaused() {
    return isReading || open.size > 0;
  }

  function flush() {
    pending = null;
    if (!follow.checked) {
      fresh = [];
    } else if (!isPaused() && fresh.length > 0) {
      const all = unique([...fresh, ...events]);
      events = all.slice(0, Math.max(PAGE, Math.min(MOST_SHOWN, events.length)));
      hasHole ||= events.length < all.length;
      fresh = [];
      render();
    }
    setState();
  }

  const ends = [
    on("ledger", (news) => {
      if (follow.checked) {
        fresh = [...news.events.filter(takes).reverse(), ...fresh].slice(0, MOST_SHOWN);
        pending ??= setTimeout(flush, CALM);
      }
    }),
    on("resync", reload),
  ];

  function reads(isOn) {
    isReading = isOn;
    flush();
  }

  list.addEventListener("pointerenter", () => reads(true));
  list.addEventListener("pointerleave", () => reads(list.contains(document.activeElement)));
  list.addEventListener("focusin", () => reads(true));
  list.addEventListener("focusout", (event) => reads(list.contains(event.relatedTarget)));

  function update() {
    const all = views();
    options(filters.experiment, all.map((each) => each.name), "all experiments");
    options(filters.fault, all.flatMap((each) => each.faults.map((fault) => fault.name)), "all faults");
    options(filters.partition, all.flatMap((each) => each.partitions.map((of) => of.partition)), "all partitions");
  }

  update();
  reload();
  return {
    node,
    update,
    close() {
      clearTimeout(pending);
      turn++;
      ends.forEach((end) => end());
    },
  };
}

function options(select, values, all) {
  const unique = [...new Set(values)].sort();
  const now = select.value;
  fill(select, unique.join("\n"), () => [el("option", { value: "" }, all), ...unique.map((each) => el("option", { value: each }, each))]);
  if (unique.includes(now)) {
    select.value = now;
  }
}

function keyOf(event) {
  return JSON.stringify([event.id, event.experiment, event.type, event.fault ?? "", event.reason ?? ""]);
}

/** Each event once, the newest first. */
function unique(events) {
  return [...new Map(events.map((event) => [keyOf(event), event])).values()].sort((a, b) => b.at - a.at);
}

let rows = 0;

/** One event: a line that opens to the whole. */
function row(event, isNamed, open, onToggle) {
  const body = el("div.event-body", { id: `event-${++rows}`, hidden: true });
  const head = el(
    "button.event-head",
    { type: "button", "aria-expanded": "false", "aria-controls": body.id },
    el("time", { datetime: new Date(event.at).toISOString() }, words.time(event.at)),
    el("code.id", {}, event.id),
    isNamed && el("span.of", {}, event.experiment),
    el("span.fault", {}, event.fault ?? event.type),
    el("code.gist", {}, gist(event)),
  );
  head.addEventListener("click", () => {
    const isOpen = head.getAttribute("aria-expanded") !== "true";
    setAttribute(head, "aria-expanded", String(isOpen));
    body.hidden = !isOpen;
    if (isOpen) {
      open.add(keyOf(event));
      body.replaceChildren(...whole(event));
    } else {
      open.delete(keyOf(event));
    }
    onToggle();
  });
  return { node: el(`li.event.is-${event.type}`, {}, head, body), update: () => {} };
}

function whole(event) {
  const facts = [
    ["Experiment", event.experiment],
    ["Record", event.id],
    ["Event time", words.time(event.timestamp)],
    ["Written", words.time(event.at)],
    ["Revision", event.revision],
    ["Mode", event.mode === "shadow" ? "shadow: decided, and not done" : event.mode],
    ["Held", held(event)],
    ["Due", event.due === undefined ? null : words.time(event.due)],
    ["Spaced by", event["spaced-by-microseconds"] === undefined ? null : `${event["spaced-by-microseconds"]} µs`],
    ["Reason", event.reason],
    ["Detail", event.detail],
  ].filter(([, value]) => value);
  return [
    event.type === "fault" && diffTable(event),
    el("dl.event-facts", {}, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
  ].filter(Boolean);
}
