// Dark or light: as the system says, until somebody chooses.

import { announce } from "./notices.js";
import { tell } from "./store.js";

const KEY = "gregor.theme";
const ORDER = ["system", "light", "dark"];

function chosen() {
  const theme = localStorage.getItem(KEY);
  return ORDER.includes(theme) ? theme : "system";
}

function apply() {
  const theme = chosen();
  document.documentElement.dataset.theme = theme;
  const button = document.querySelector("[data-tool=theme]");
  button.title = `Theme: ${theme}`;
  button.setAttribute("aria-label", `Theme: ${theme}`);
  tell("theme", theme);
}

export function start() {
  apply();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  document.querySelector("[data-tool=theme]").addEventListener("click", next);
}

/** On to the next of system, light and dark. */
export function next() {
  localStorage.setItem(KEY, ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
  apply();
  announce(`Theme: ${chosen()}`);
}

/** A colour of the theme in force, for what is no element, such as a canvas. */
export function colour(property) {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
