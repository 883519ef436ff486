// What is known of one experiment over time, and how it becomes the columns of a chart. Knows nothing of the page.

/** An output and its measure as one text, which is what a choice is kept as. */
export function choice(output, measure) {
  return JSON.stringify([output, measure]);
}

/** The windows of one experiment: faults, and values of the divergence by output, measure and arm. */
export class Series {
  constructor() {
    this.faults = new Map();
    this.values = new Map();
    this.run = new Map();
    this.windows = new Map();
  }

  /** Takes windows with their counts of faults. A count only grows, so the larger one is the later one. */
  addFaults(windows) {
    for (const each of windows) {
      this.windows.set(each.start, each.end);
      this.faults.set(each.start, Math.max(each.count, this.faults.get(each.start) ?? 0));
    }
  }

  /** Takes events of the divergence topic; segments are not drawn. */
  addValues(events) {
    for (const each of events.filter((event) => event.segment === null)) {
      const of = choice(each.output, each.measure);
      if (each.window === null) {
        this.run.set(`${of}${each.arm}`, each);
      } else {
        this.windows.set(each.window.start, each.window.end);
        this.arm(of, each.arm).set(each.window.start, each);
      }
    }
  }

  arm(of, arm) {
    const key = `${of}${arm}`;
    const known = this.values.get(key) ?? new Map();
    this.values.set(key, known);
    return known;
  }

  /** The value over the whole run; undefined if there is none. */
  ofRun(of, arm) {
    return this.run.get(`${of}${arm}`);
  }

  /** All outputs and measures that have a value, as [output, measure]. */
  choices() {
    const all = [...this.run.values()].map((each) => choice(each.output, each.measure));
    return [...new Set(all)].map((each) => JSON.parse(each));
  }

  /**
   * The latest windows in the order of time, each {start, end, faults, treated, untreated}; a hole in time is a window without anything.
   */
  table(of, most) {
    const treated = this.arm(of, "treated");
    const untreated = this.arm(of, "untreated");
    const starts = [...this.windows.keys()].sort((a, b) => a - b).slice(-most);
    const rows = [];
    for (const start of starts) {
      const before = rows.at(-1);
      if (before !== undefined && start > before.end) {
        rows.push({ start: before.end, end: start, faults: null, isHole: true });
      }
      rows.push({
        start,
        end: this.windows.get(start),
        faults: this.faults.get(start) ?? 0,
        treated: treated.get(start),
        untreated: untreated.get(start),
      });
    }
    return rows;
  }
}

/** The columns of uPlot: the middle of each window in seconds; faults; low, high and value of the treated pairs; the same of the others. */
export function columns(rows) {
  const bound = (event, side) => (event?.low === null || event?.high === null ? null : (event?.[side] ?? null));
  return [
    rows.map((row) => (row.start + row.end) / 2000),
    rows.map((row) => row.faults),
    rows.map((row) => bound(row.treated, "high")),
    rows.map((row) => bound(row.treated, "low")),
    rows.map((row) => row.treated?.value ?? null),
    rows.map((row) => bound(row.untreated, "high")),
    rows.map((row) => bound(row.untreated, "low")),
    rows.map((row) => row.untreated?.value ?? null),
  ];
}

/** From where to where the values are drawn: all values and the guardrail, and as much of the bounds as does not flatten them. */
export function range(data, guards) {
  const values = [...data[4], ...data[7], ...guards, 0].filter((value) => value !== null && Number.isFinite(value));
  const bounds = [...data[2], ...data[3], ...data[5], ...data[6]].filter((value) => value !== null);
  const reach = 2.2 * Math.max(...values.map(Math.abs));
  const high = Math.max(...values, ...bounds.map((value) => Math.min(value, reach)));
  const low = Math.min(...values, ...bounds.map((value) => Math.max(value, -reach)));
  const margin = (high - low || 1) * 0.12;
  return [low < 0 ? low - margin : 0, high + margin];
}
