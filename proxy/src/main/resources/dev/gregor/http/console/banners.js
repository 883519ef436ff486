// What everybody has to know, above all views: no connection, everything halted, a configuration that was refused, no switches.

import { el, fill } from "./dom.js";
import * as store from "./store.js";
import { retryNow } from "./stream.js";
import { reset, turned } from "./switches.js";
import * as words from "./words.js";

const place = document.querySelector(".banners");
let connection = { state: "connecting", detail: "" };

/** Shows them for as long as the page is open. */
export function start() {
  store.on("experiments", update);
  store.on("connection", (now) => {
    connection = now;
    update();
  });
}

function update() {
  const live = store.live;
  const state = {
    connection,
    halted: live?.halted,
    refused: live?.configuration.refused,
    restart: live?.configuration.restart,
    whyNot: live?.whyNot,
  };
  fill(place, JSON.stringify(state), () => [
    lost(state.connection),
    state.halted && haltedAll(state.halted, live.canSwitch),
    state.refused && refused(state.refused),
    state.restart && banner("restart", "A restart is needed.", el("p", {}, state.restart)),
    state.whyNot && banner("fixed", "Only to be looked at.", el("p", {}, state.whyNot)),
  ]);
}

function banner(kind, title, ...content) {
  return el(`section.banner.is-${kind}`, { "data-banner": kind }, el("div", {}, el("h2", {}, title), content));
}

function lost({ state, detail }) {
  if (state === "refused") {
    const enter = el("button.act", { type: "button", onclick: retryNow }, "Enter the token");
    return banner("lost", "Nothing can be shown.", el("p", {}, detail), enter);
  } else if (state === "lost") {
    const again = el("button.act", { type: "button", onclick: retryNow }, "Try now");
    return banner("lost", "Connection lost.", el("p", {}, detail || "What is shown may be old. The page tries again by itself."), again);
  }
  return null;
}

function haltedAll(halt, canSwitch) {
  const back = el("button.act", { type: "button", id: "reset-all", onclick: () => reset(null), disabled: !canSwitch }, "Take the halt back");
  return banner("halted", "Everything is halted.", el("p", {}, `All records pass untouched. It was ${turned(halt)}`), back);
}

function refused(refusal) {
  return banner(
    "refused",
    "A changed configuration was refused.",
    el("p", {}, `The one before is still in force. Read at ${words.time(refusal.at)}:`),
    el(
      "ul.problems",
      {},
      refusal.problems.map((problem) =>
        el("li", {}, el("code", {}, problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`), el("span", {}, problem.message)),
      ),
    ),
  );
}
