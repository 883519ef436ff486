// Puts the page together: one stream of events, one view at a time, chosen by the part of the address behind #.

import * as api from "./api.js";
import { audit } from "./audit.js";
import * as banners from "./banners.js";
import { configuration } from "./configuration.js";
import { askInDialog } from "./dialog.js";
import { el, setAttribute, setText } from "./dom.js";
import { experiment } from "./experiment.js";
import { experiments } from "./experiments.js";
import { ledger } from "./ledger.js";
import { announce } from "./notices.js";
import * as shortcuts from "./shortcuts.js";
import * as store from "./store.js";
import { listen, retryNow } from "./stream.js";
import { halt } from "./switches.js";
import * as theme from "./theme.js";
import * as token from "./token.js";

const PLACES = [
  ["#/", "Experiments", "e"],
  ["#/ledger", "Ledger", "l"],
  ["#/switches", "Switches", "w"],
  ["#/configuration", "Configuration", "c"],
];
const main = document.getElementById("main");
const stop = document.getElementById("stop-all");
let view = null;

function wholeLedger(place) {
  const list = ledger({ views: () => store.live.experiments });
  place.replaceChildren(el("h1", {}, "Ledger"), el("p.said", {}, "Every fault that was injected, on all instances, the newest first."), list.node);
  const end = store.on("experiments", () => list.update());
  return {
    title: "Ledger",
    close() {
      end();
      list.close();
    },
  };
}

function open(hash) {
  const [, name] = /^#\/experiments\/(.+)$/.exec(hash) ?? [];
  if (name !== undefined) {
    return experiment(main, decoded(name));
  } else if (hash === "#/ledger") {
    return wholeLedger(main);
  } else if (hash === "#/switches") {
    return audit(main);
  } else if (hash === "#/configuration") {
    return configuration(main);
  }
  return experiments(main);
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function show() {
  if (store.live === null) {
    return;
  }
  const isFirst = view === null;
  view?.close();
  view = open(location.hash);
  document.title = `${view.title} – Gregor`;
  document.querySelectorAll(".places a").forEach((link) => {
    const isHere = link.getAttribute("href") === (location.hash || "#/") || (link.hash === "#/" && view.experiment !== undefined);
    setAttribute(link, "aria-current", isHere ? "page" : null);
  });
  if (!isFirst) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function take(live) {
  const before = store.live;
  tellChanges(before, live);
  store.tell("experiments", live);
  setText(document.querySelector(".instance"), `${live.application} · ${live.revision}`);
  stop.disabled = !live.canSwitch || live.halted !== null;
  setAttribute(stop, "title", live.whyNot ?? (live.halted === null ? "Halts every experiment on every instance" : "Everything is halted already"));
  if (before === null) {
    main.removeAttribute("aria-busy");
    show();
  }
}

/** States and verdicts that have changed, for who does not see them. */
function tellChanges(before, live) {
  if (before === null) {
    return;
  }
  const news = live.experiments.flatMap((now) => {
    const old = before.experiments.find((each) => each.name === now.name);
    return [
      old !== undefined && old.state !== now.state && `${now.name} is ${now.state}`,
      old?.verdict?.verdict !== now.verdict?.verdict && now.verdict && `the verdict on ${now.name} is ${now.verdict.verdict}`,
    ].filter(Boolean);
  });
  if (before.configuration.refused === null && live.configuration.refused !== null) {
    news.push("a changed configuration was refused");
  }
  if (news.length > 0) {
    announce(news.join("; "));
  }
}

let wasLost = false;

async function connected(state, detail) {
  const words = { live: "live", lost: "connection lost", refused: "no token" };
  const sign = document.querySelector(".connection");
  setText(sign, words[state]);
  sign.dataset.state = state;
  store.tell("connection", { state, detail });
  if (state !== "live") {
    wasLost = true;
    announce("Connection lost");
    return;
  }
  try {
    take(await api.get("/experiments"));
  } catch (e) {
    store.tell("connection", { state: "lost", detail: e.message });
  }
  if (wasLost) {
    wasLost = false;
    announce("Connected again");
    store.tell("resync");
  }
}

async function askForToken() {
  const has = token.current() !== "";
  if (has) {
    const isDone = await askInDialog({
      id: "forget-dialog",
      title: "Forget the token?",
      explain: ["This tab holds a token. Without it nothing can be switched from here until it is entered again."],
      confirm: "Forget it",
      action: async () => token.forget(),
    });
    if (isDone) {
      announce("The token is forgotten");
    }
    return;
  }
  await token.ask("");
}

document.querySelector(".places").append(
  el("ul", {}, PLACES.map(([href, text, key]) => el("li", {}, el("a", { href, "aria-keyshortcuts": key }, text)))),
);
main.append(el("p.empty", {}, "Asking Gregor …"));
setAttribute(main, "aria-busy", "true");
setAttribute(stop, "aria-keyshortcuts", "s");
stop.addEventListener("click", () => halt(null));
document.querySelector("[data-tool=token]").addEventListener("click", askForToken);
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", show);
addEventListener("online", retryNow);
theme.start();
banners.start();
shortcuts.start(() => view?.experiment ?? null);
listen((kind, data) => (kind === "experiments" ? take(data) : store.tell(kind, data)), connected);
