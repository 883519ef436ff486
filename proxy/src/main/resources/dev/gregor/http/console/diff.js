// What a fault did to a record: one line for each field, before and after.

import { el } from "./dom.js";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The fields of an event of the ledger as {field, kind, before, after}; kind is added, removed, changed or same. */
export function changes(event) {
  const before = fieldsOf(event.before);
  const after = fieldsOf(event.after);
  return [...new Set([...before.keys(), ...after.keys()])].map((field) => ({
    field,
    kind: kind(before, after, field),
    before: before.get(field),
    after: after.get(field),
  }));
}

/** The fields of one side. Where the fault was one of the whole value, that stands under the empty name. */
function fieldsOf(side) {
  if (side === null || side === undefined) {
    return new Map();
  }
  return typeof side === "object" && !Array.isArray(side) ? new Map(Object.entries(side)) : new Map([["", side]]);
}

function kind(before, after, field) {
  if (!before.has(field)) {
    return "added";
  } else if (!after.has(field)) {
    return "removed";
  }
  return JSON.stringify(before.get(field)) === JSON.stringify(after.get(field)) ? "same" : "changed";
}

/** A value as JSON, so that "true" and true differ. */
export function text(value) {
  return JSON.stringify(value, null, 1)?.replace(/\n */g, " ") ?? "";
}

/** One line on an event, for a list. */
export function gist(event) {
  if (event.type === "skipped") {
    return `skipped: ${event.reason}`;
  } else if (event.type === "released") {
    return `let go: ${event.reason}`;
  }
  const all = changes(event);
  if (all.length === 0) {
    return held(event) ?? "the whole record";
  }
  const [first] = all;
  const more = all.length > 1 ? ` and ${all.length - 1} more` : "";
  return `${name(first.field)}: ${shortened(first, "before")} → ${shortened(first, "after")}${more}`;
}

function shortened(change, side) {
  const isThere = side === "before" ? change.kind !== "added" : change.kind !== "removed";
  const all = isThere ? shown(change[side]) : "nothing";
  return all.length > 40 ? `${all.slice(0, 40)}…` : all;
}

function shown(value) {
  return DIGEST.test(value) ? "digest" : text(value);
}

function name(field) {
  return field === "" ? "whole value" : field;
}

/** How a record was held back, in words; null if it was not. */
export function held(event) {
  if (event["held-by-records"] !== undefined) {
    return `comes ${event["held-by-records"]} records later`;
  } else if (event["held-by-milliseconds"] !== undefined) {
    return `held back for ${event["held-by-milliseconds"]} ms`;
  }
  return null;
}

/** The table of an event: field, before, after. */
export function diffTable(event) {
  const all = changes(event);
  if (all.length === 0) {
    return el("p.said", {}, "The value is the same: this fault acts on the time, the order or the number of records.");
  }
  return el(
    "table.diff",
    {},
    el("thead", {}, el("tr", {}, ["Field", "Before", "After"].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, all.map(line)),
  );
}

function line(change) {
  const [before, after] = marked(change);
  return el(
    `tr.${change.kind}`,
    {},
    el("th", { scope: "row" }, el("code", {}, name(change.field)), el("span.detail", {}, change.kind)),
    el("td.before", { "data-label": "before" }, before),
    el("td.after", { "data-label": "after" }, after),
  );
}

/** Both sides; of two texts that are alike at both ends only what lies between is marked. */
function marked(change) {
  if (change.kind === "added") {
    return [absent("not there"), value(change.after)];
  } else if (change.kind === "removed") {
    return [value(change.before), absent("gone")];
  }
  const before = text(change.before);
  const after = text(change.after);
  const isNumber = typeof change.before === "number" && typeof change.after === "number";
  if (DIGEST.test(change.before) || DIGEST.test(change.after) || before === after || isNumber) {
    return [value(change.before), value(change.after)];
  }
  const head = alike(before, after);
  const tail = alike(reversed(before.slice(head)), reversed(after.slice(head)));
  return [pieces("del", before, head, tail), pieces("ins", after, head, tail)];
}

function value(of) {
  return DIGEST.test(of)
    ? el("span.digest", { title: of }, el("span.tag", {}, "digest"), el("code", {}, of.slice(0, 19), "…"))
    : el("code", {}, text(of));
}

function absent(word) {
  return el("span.absent", {}, word);
}

function pieces(tag, of, head, tail) {
  const end = of.length - tail;
  return el("code", {}, of.slice(0, head), el(tag, {}, of.slice(head, end)), of.slice(end));
}

function alike(a, b) {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) {
    n++;
  }
  return n;
}

function reversed(of) {
  return [...of].reverse().join("");
}
