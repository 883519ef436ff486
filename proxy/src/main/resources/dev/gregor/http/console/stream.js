// The stream of server-sent events, read with fetch, since EventSource cannot send the token.

import * as api from "./api.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** The server says something every 15 seconds; after three times that, nobody is there. */
const SILENCE = 45_000;

let hurry = () => {};

/** Tries again at once, where the next try is still waited for. */
export function retryNow() {
  hurry();
}

/**
 * Listens for as long as the page is open. onEvent(kind, data) gets each event, onState(state, detail) whether the stream is "live",
 * "lost" or, where the token is not given, "refused".
 */
export async function listen(onEvent, onState) {
  let pause = FIRST_PAUSE;
  for (;;) {
    let detail = "";
    let isRefused = false;
    try {
      await readOnce((kind, data) => {
        if (kind === "refused") {
          throw new api.Refused(503, data.detail);
        }
        pause = FIRST_PAUSE;
        onEvent(kind, data);
      }, onState);
    } catch (e) {
      detail = e instanceof api.Refused ? e.message : "";
      isRefused = e.status === 401 || e.status === 403;
      if (e.status === 503) {
        pause = LONGEST_PAUSE;
      }
    }
    onState(isRefused ? "refused" : "lost", detail);
    // who did not give the token is not asked again before they say so
    await rest(isRefused ? null : pause * (0.8 + 0.4 * Math.random()));
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }
}

async function readOnce(onEvent, onState) {
  const abort = new AbortController();
  const response = await api.events(abort.signal);
  const parser = new Parser(onEvent);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let watchdog;
  onState("live", "");
  try {
    for (;;) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), SILENCE);
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      parser.take(value);
    }
  } finally {
    clearTimeout(watchdog);
    abort.abort();
  }
}

function rest(millis) {
  return new Promise((resolve) => {
    const timer = millis === null ? null : setTimeout(resolve, millis);
    hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** Takes text/event-stream apart, whatever the pieces it comes in. */
export class Parser {
  constructor(onEvent) {
    this.onEvent = onEvent;
    this.rest = "";
    this.kind = "message";
    this.data = [];
  }

  take(text) {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop();
    lines.forEach((line) => this.line(line.endsWith("\r") ? line.slice(0, -1) : line));
  }

  line(line) {
    if (line === "") {
      this.end();
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      this.kind = value;
    } else if (field === "data") {
      this.data.push(value);
    }
  }

  end() {
    const { kind, data } = this;
    this.kind = "message";
    this.data = [];
    if (data.length > 0) {
      this.onEvent(kind, JSON.parse(data.join("\n")));
    }
  }
}
