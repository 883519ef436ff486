// Verdicts and states as small signs, which never tell by colour alone.

import { el, icon, setText } from "./dom.js";
import * as words from "./words.js";

const KINDS = ["pass", "fail", "inconclusive", "invalid", "halted"];

/** The kind of the last verdict; "none" before the first. */
export function kindOf(view) {
  const kind = view.verdict?.verdict;
  return KINDS.includes(kind) ? kind : "none";
}

/** A verdict with its sign, with {node, update(view)}. */
export function badge() {
  const node = el("span.badge");
  return {
    node,
    update(view) {
      const kind = kindOf(view);
      if (node.dataset.kind !== kind) {
        node.dataset.kind = kind;
        node.className = `badge is-${kind}`;
        node.replaceChildren(icon(`verdict-${kind}`), el("span", {}, kind === "none" ? "no verdict yet" : kind));
      }
    },
  };
}

/** On, off or halted, with the phase of the schedule, with {node, update(view)}. */
export function state() {
  const word = el("span.word");
  const more = el("span.phase");
  const node = el("span.state", {}, word, more);
  return {
    node,
    update(view) {
      node.dataset.state = view.state;
      setText(word, view.state);
      const notes = [
        view.state === "on" ? words.phase(view.phase) : "",
        view.mode === "shadow" ? "shadow: decides, and does nothing" : "",
        view.records.held > 0 ? `${words.count(view.records.held)} held` : "",
      ].filter((note) => note !== "");
      setText(more, notes.join(" · "));
    },
  };
}
