// Keys that save a way, listed under "?". They are silent while somebody writes, and can be switched off.

import * as dialog from "./dialog.js";
import { el } from "./dom.js";
import { halt } from "./switches.js";
import * as theme from "./theme.js";

const KEY = "gregor.shortcuts";

/** The name of the experiment that is shown; null in other views. */
let shown = () => null;

const SHORTCUTS = [
  ["s", "Stop everything", () => document.getElementById("stop-all").click()],
  ["h", "Halt the experiment that is shown", () => shown() !== null && halt(shown())],
  ["e", "Experiments", () => go("#/")],
  ["l", "Ledger", () => go("#/ledger")],
  ["w", "Who switched what", () => go("#/switches")],
  ["c", "Configuration in force", () => go("#/configuration")],
  ["j", "Next experiment, or next event of the ledger", () => step(1)],
  ["k", "The one before", () => step(-1)],
  ["t", "Theme: system, light, dark", theme.next],
  ["?", "These shortcuts", help],
];

const STEPS = ".row a.name, .event-head";

/** Listens for keys for as long as the page is open. */
export function start(shownExperiment) {
  shown = shownExperiment;
  document.querySelector("[data-tool=shortcuts]").addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest("input:not([type=checkbox]), select, textarea") !== null;
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || dialog.isOpen() || (!areOn() && event.key !== "?")) {
      return;
    }
    const found = SHORTCUTS.find(([key]) => key === event.key);
    if (found !== undefined) {
      event.preventDefault();
      found[2]();
    }
  });
}

function areOn() {
  return localStorage.getItem(KEY) !== "off";
}

function go(hash) {
  location.hash = hash;
}

function step(by) {
  const all = [...document.querySelectorAll(STEPS)];
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[next]?.focus();
}

function help() {
  const isOn = el("input", { type: "checkbox", checked: areOn(), onchange: () => localStorage.setItem(KEY, isOn.checked ? "on" : "off") });
  dialog.show(
    "shortcuts-dialog",
    "Keyboard shortcuts",
    el("dl.shortcuts", {}, SHORTCUTS.map(([key, text]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)))),
    el("p.said", {}, "Everything is also reached by Tab. Enter opens, Space turns a switch, Escape closes a dialog."),
    el("label.follow", {}, isOn, el("span", {}, "Shortcuts of a single key")),
  );
}
