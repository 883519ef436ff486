// The configuration in force.

import * as api from "./api.js";
import { el, setText } from "./dom.js";
import * as store from "./store.js";
import * as words from "./words.js";

/** Shows it until it is closed. */
export function configuration(main) {
  const about = el("p.said");
  const trouble = el("p.trouble", { role: "alert" });
  const yaml = el("pre.yaml", { tabindex: 0, "aria-label": "The configuration as YAML" });
  let known = "";
  main.replaceChildren(el("h1", {}, "Configuration in force"), about, trouble, yaml);

  async function load() {
    try {
      const now = await api.get("/configuration");
      setText(trouble, "");
      setText(about, `Revision ${now.inForce}: that is ${now.file} (revision ${now.revision}, read at ${words.time(now.since)}) with all switches. Connections and secrets are left out.`);
      setText(yaml, now.yaml);
    } catch (e) {
      setText(trouble, e.message);
    }
  }

  function update(live) {
    const now = JSON.stringify([live.revision, live.configuration]);
    if (now !== known) {
      known = now;
      load();
    }
  }

  const end = store.on("experiments", update);
  update(store.live);
  return { title: "Configuration", close: end };
}
