// The token that changes need, and that every request needs where Gregor listens beyond its own machine. It is kept for this tab only.

import { askInDialog, textField } from "./dialog.js";

const TOKEN = "gregor.token";
const NAME = "gregor.name";

let asking = null;

export function current() {
  return sessionStorage.getItem(TOKEN) ?? "";
}

/** Who uses the page, as the audit is told; empty if nobody said. */
export function name() {
  return sessionStorage.getItem(NAME) ?? "";
}

export function rememberName(text) {
  sessionStorage.setItem(NAME, text.trim());
}

export function forget() {
  sessionStorage.removeItem(TOKEN);
}

/**
 * Asks for the token, once however many requests wait for it.
 *
 * refused says which token was refused; resolves to whether there is another now.
 */
export function ask(refused) {
  if (current() !== refused) {
    return Promise.resolve(true);
  }
  asking ??= askOnce(refused).finally(() => {
    asking = null;
  });
  return asking;
}

async function askOnce(refused) {
  forget();
  const field = textField("Token", "token", { type: "password", autocomplete: "current-password", required: true });
  const who = textField("Your name, for the audit (optional)", "name", { value: name(), maxlength: 100, autocomplete: "name" });
  const given = await askInDialog({
    id: "token-dialog",
    title: "A token is needed",
    explain: [
      "Whoever runs this instance has set it as application.http.token. It stays in this tab, and is gone when the tab is closed.",
    ],
    problem: refused === "" ? "" : "The token was refused. Look for a character too many, and try again.",
    fields: [field, who],
    confirm: "Use this token",
    action: async (values) => {
      sessionStorage.setItem(TOKEN, values.token.trim());
      rememberName(values.name);
    },
  });
  return given;
}
