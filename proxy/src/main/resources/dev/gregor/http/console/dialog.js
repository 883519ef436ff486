// Dialogs that ask before something is done. The browser's own <dialog> keeps the focus inside, and gives it back at the end.

import { el, setText } from "./dom.js";

/** A labelled field for askInDialog. */
export function textField(label, fieldName, attributes = {}) {
  const input = el("input", { name: fieldName, type: "text", spellcheck: "false", ...attributes });
  return el("label.field", {}, el("span", {}, label), input);
}

/**
 * Shows a form and resolves to whether it was confirmed. action(values) is run first; if it throws, its message is shown and the
 * dialog stays.
 */
export function askInDialog({ id, title, explain, problem = "", fields = [], confirm, isDanger = false, action }) {
  const trouble = el("p.trouble", { role: "alert" }, problem);
  const submit = el(`button.act${isDanger ? ".danger" : ".primary"}`, { type: "submit" }, confirm);
  const cancel = el("button.act", { type: "button" }, "Cancel");
  const form = el(
    "form",
    {},
    el("h2", { id: `${id}-title` }, title),
    explain.map((sentence) => el("p.said", {}, sentence)),
    fields,
    trouble,
    el("div.actions", {}, cancel, submit),
  );
  const dialog = el("dialog", { id, "aria-labelledby": `${id}-title` }, form);
  let isConfirmed = false;

  async function confirmed(event) {
    event.preventDefault();
    if (submit.disabled) {
      return;
    }
    submit.disabled = true;
    setText(trouble, "");
    try {
      await action(Object.fromEntries(new FormData(form)));
      isConfirmed = true;
      dialog.close();
    } catch (e) {
      setText(trouble, e.message);
      submit.disabled = false;
    }
  }

  form.addEventListener("submit", confirmed);
  cancel.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(isConfirmed);
    });
  });
}

/** Shows something that is only to be read. */
export function show(id, title, ...content) {
  const close = el("button.act", { type: "button" }, "Close");
  const dialog = el(
    "dialog",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    content,
    el("div.actions", {}, close),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Whether a dialog is open. */
export function isOpen() {
  return document.querySelector("dialog[open]") !== null;
}
