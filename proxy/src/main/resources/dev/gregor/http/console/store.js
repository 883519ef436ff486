// What the page knows, and who wants to hear of it.

const listeners = new Map();

/** The last answer on all experiments; null until the first. */
export let live = null;

/** Calls back on each event of a kind: "experiments", "ledger", "divergence", "connection", "resync". Returns how to end that. */
export function on(kind, listener) {
  const all = listeners.get(kind) ?? new Set();
  listeners.set(kind, all);
  all.add(listener);
  return () => all.delete(listener);
}

/** Tells everybody. */
export function tell(kind, event) {
  if (kind === "experiments") {
    live = event;
  }
  for (const listener of [...(listeners.get(kind) ?? [])]) {
    listener(event);
  }
}

/** One experiment as it stands; undefined if there is none of this name, or nothing is known yet. */
export function experiment(name) {
  return live?.experiments.find((each) => each.name === name);
}
