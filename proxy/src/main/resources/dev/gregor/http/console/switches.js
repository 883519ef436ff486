// What changes state: the toggle of an experiment, halts, and what takes them back.

import * as api from "./api.js";
import { askInDialog, textField } from "./dialog.js";
import { el, setAttribute } from "./dom.js";
import { announce, complain } from "./notices.js";
import * as store from "./store.js";
import * as token from "./token.js";
import * as words from "./words.js";

/** How long a toggle waits for the news that it was heard. */
const PATIENCE = 5_000;

/** The toggle of an experiment, with {node, update(view)}. */
export function toggle(name) {
  const node = el("button.switch", { type: "button", role: "switch", "aria-label": name, onclick: flip }, el("span.knob"));
  let view = store.experiment(name);
  let timer;

  async function flip() {
    if (node.getAttribute("aria-disabled") === "true") {
      complain(whyFixed(view));
      return;
    }
    const action = view.state === "on" ? "disable" : "enable";
    setAttribute(node, "aria-busy", "true");
    try {
      await api.turn(name, action);
      clearTimeout(timer);
      timer = setTimeout(() => setAttribute(node, "aria-busy", null), PATIENCE);
    } catch (e) {
      setAttribute(node, "aria-busy", null);
      complain(e.message);
    }
  }

  return {
    node,
    update(now) {
      if (view !== undefined && now.state !== view.state) {
        clearTimeout(timer);
        setAttribute(node, "aria-busy", null);
      }
      view = now;
      setAttribute(node, "aria-checked", now.state === "on" ? "true" : "false");
      setAttribute(node, "aria-disabled", whyFixed(now) === "" ? null : "true");
      setAttribute(node, "title", whyFixed(now) || (now.state === "on" ? "Switch off" : "Switch on"));
    },
  };
}

/** Why the toggle of an experiment does nothing now; empty if it does. */
function whyFixed(view) {
  if (!store.live.canSwitch) {
    return store.live.whyNot;
  } else if (store.live.halted !== null) {
    return "Everything is halted. Take that back first.";
  }
  return view.state === "halted" ? `${view.name} is halted. Take the halt back first.` : "";
}

/** Asks for a reason, then halts one experiment, or everything where the name is null. */
export async function halt(name) {
  const isDone = await askInDialog({
    id: "halt-dialog",
    title: name === null ? "Stop everything?" : `Halt ${name}?`,
    explain:
      name === null
        ? ["Every experiment on every instance stops within a second, what is held back is released, and Gregor passes all records on untouched until somebody takes the halt back."]
        : ["No more faults on any instance, and what it holds back is released. Its verdict will say halted. Other experiments go on."],
    fields: [
      textField("Reason, for the audit (optional)", "reason", { maxlength: 500, autocomplete: "off", autofocus: true }),
      textField("Your name (optional)", "name", { value: token.name(), maxlength: 100, autocomplete: "name" }),
    ],
    confirm: name === null ? "Stop everything now" : "Halt now",
    isDanger: true,
    action: async (values) => {
      token.rememberName(values.name);
      await api.turn(name, "halt", values.reason);
    },
  });
  if (isDone) {
    announce(name === null ? "Everything is halted" : `${name} is halted`);
  }
}

/** Explains what a reset does, then takes back the switch of one experiment, or all where the name is null. */
export async function reset(name) {
  await askInDialog({
    id: "reset-dialog",
    title: name === null ? "Take the halt back?" : `Let the file decide on ${name}?`,
    explain: name === null ? whatAllDo() : [whatOneDoes(name)],
    fields: [
      textField("Reason, for the audit (optional)", "reason", { maxlength: 500, autocomplete: "off", autofocus: true }),
      textField("Your name (optional)", "name", { value: token.name(), maxlength: 100, autocomplete: "name" }),
    ],
    confirm: name === null ? "Take all switches back" : "Take the switch back",
    action: async (values) => {
      token.rememberName(values.name);
      await api.turn(name, "reset", values.reason);
    },
  });
}

function whatAllDo() {
  const declared = store.live.experiments.filter((each) => each.declared).map((each) => each.name);
  return [
    "Every switch is taken back, also those of single experiments, so that the configuration file decides on all of them.",
    declared.length === 0
      ? "The file enables none, so nothing begins."
      : `The file enables ${words.counted(declared.length, "experiment")}, which will inject faults again: ${declared.join(", ")}.`,
  ];
}

function whatOneDoes(name) {
  const isDeclared = store.experiment(name)?.declared;
  return isDeclared
    ? "Its switch is taken back, and the configuration file enables it: it will inject faults again."
    : "Its switch is taken back, and the configuration file does not enable it: it stays off until it is switched on.";
}

/** Who turned a switch, in words: "halted at 14:03:20 by Ada: the alarm went off". */
export function turned(view) {
  const verbs = { enable: "switched on", disable: "switched off", halt: "halted", reset: "left to the file" };
  return `${verbs[view.action] ?? view.action} at ${words.time(view.at)} by ${view.by}${view.reason ? `: ${view.reason}` : ""}`;
}
