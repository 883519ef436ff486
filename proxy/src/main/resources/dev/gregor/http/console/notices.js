// Short notes at the edge of the page, and what a screen reader is told.

import { el, setText } from "./dom.js";

const LASTING = 8_000;

/** Says that something failed, for a while or until it is closed. */
export function complain(text) {
  const notice = el("p.notice", {}, el("span", {}, text));
  const close = el("button.tool", { type: "button", "aria-label": "Close this note", onclick: () => notice.remove() }, "×");
  notice.append(close);
  document.querySelector(".notices").append(notice);
  setTimeout(() => notice.remove(), LASTING);
}

/** Has a screen reader say it when there is a pause. */
export function announce(text) {
  setText(document.getElementById("announcer"), text);
}
