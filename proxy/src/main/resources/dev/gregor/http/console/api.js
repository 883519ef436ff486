// Requests to the API of the instance that served the page.

import * as token from "./token.js";

const ROOT = "/api/v1";

/** A request that was refused; the message is the sentence that the API gave. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The answer to a GET as an object. */
export async function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const response = await ask(query.size === 0 ? path : `${path}?${query}`, {});
  return response.json();
}

/** Turns the switch of one experiment, or of all where the name is null. */
export async function turn(name, action, reason = "") {
  const path = name === null ? "/switch" : `/experiments/${encodeURIComponent(name)}/switch`;
  const body = JSON.stringify({ action, reason, by: token.name() });
  const response = await ask(path, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  return response.json();
}

/** The stream of events, as a response whose body is still to be read. */
export function events(signal) {
  return ask("/events", { signal, headers: { Accept: "text/event-stream" } });
}

async function ask(path, options) {
  for (;;) {
    const used = token.current();
    const response = await send(path, options, used);
    if (response.ok) {
      return response;
    }
    if (response.status !== 401) {
      throw new Refused(response.status, await detail(response));
    }
    if (!(await token.ask(used))) {
      throw new Refused(401, "Nothing was done, since no token was given.");
    }
  }
}

async function send(path, options, used) {
  const headers = { ...options.headers, ...(used === "" ? {} : { Authorization: `Bearer ${used}` }) };
  try {
    return await fetch(ROOT + path, { ...options, headers, credentials: "omit", cache: "no-store" });
  } catch (e) {
    if (e.name === "AbortError") {
      throw e;
    }
    throw new Refused(0, "Gregor does not answer. It may have stopped, or the network may be down.");
  }
}

async function detail(response) {
  try {
    const problem = await response.json();
    return problem.detail ?? problem.title;
  } catch {
    return `The request was answered with ${response.status}.`;
  }
}
