// Numbers, times and names for a reader. Times are UTC, as in reports and in the ledger.

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });

/** What stands where nothing is known. */
export const NONE = "–";

/** A count, as 24,080. */
export function count(n) {
  return GROUPED.format(n);
}

/** A count with its noun, as "1 fault" or "24 faults". */
export function counted(n, noun) {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** A measured number with three digits, as 0.588 or 2.0e-7. */
export function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  if (value !== 0 && Math.abs(value) < 1e-4) {
    return value.toExponential(1);
  }
  return Math.abs(value) >= 1000 ? GROUPED.format(value) : SHORT.format(value);
}

/** A number with its bounds, as "0.588 (0.541 to 0.635)". */
export function bounded(event) {
  if (event === undefined || event.value === null) {
    return NONE;
  }
  return event.low === null || event.high === null
    ? figure(event.value)
    : `${figure(event.value)} (${figure(event.low)} to ${figure(event.high)})`;
}

/** A share of a whole, as "4.8 %". */
export function share(part, whole) {
  return whole === 0 ? NONE : `${SHORT.format((100 * part) / whole)} %`;
}

/** A time of today as 14:03:20, one of another day with its date. */
export function time(millis) {
  const date = new Date(millis);
  const day = DAY.format(date);
  return day === DAY.format(new Date()) ? TIME.format(date) : `${day}, ${TIME.format(date)}`;
}

/** The time of day alone. */
export function clock(millis) {
  return TIME.format(new Date(millis));
}

/** The date alone. */
export function day(millis) {
  return DAY.format(new Date(millis));
}

/** A duration, as "1 h 30 min". */
export function duration(millis) {
  const parts = [
    [Math.floor(millis / 86_400_000), "d"],
    [Math.floor(millis / 3_600_000) % 24, "h"],
    [Math.floor(millis / 60_000) % 60, "min"],
    [Math.floor(millis / 1_000) % 60, "s"],
    [Math.round(millis % 1_000), "ms"],
  ].filter(([n]) => n > 0);
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).map(([n, unit]) => `${n} ${unit}`).join(" ");
}

/** A name of the configuration in plain words: mean-absolute-difference becomes "mean absolute difference". */
export function plain(name) {
  return name.replaceAll("-", " ");
}

/** An output with its measure, as "delay_minutes, mean absolute difference". */
export function measured(output, measure) {
  return output === null ? plain(measure) : `${output}, ${plain(measure)}`;
}

/** As "2 on, 1 halted, 1 off"; a state that none has is left out. */
export function tally(experiments) {
  return ["on", "halted", "off"]
    .map((state) => [experiments.filter((each) => each.state === state).length, state])
    .filter(([n]) => n > 0)
    .map(([n, state]) => `${n}\u00a0${state}`)
    .join(", ");
}

const PHASES = {
  waiting: "waits for its start",
  baseline: "baseline, without faults",
  ramp: "ramping up",
  hold: "at full strength",
  recover: "recovering, without faults",
  over: "schedule is over",
};

/** The phase of a schedule in words; empty where there is nothing to tell. */
export function phase(word) {
  return PHASES[word] ?? "";
}

/** The sum of the values of an object. */
export function total(counts) {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}
