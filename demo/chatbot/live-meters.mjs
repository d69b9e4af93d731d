import { conditionsAt } from "../model/conditions.mjs";

const LONGEST_STEP = 5;

/** Lets the meters of all sources run on in real time, from where the history left them. */
export class LiveMeters {
  constructor(sources, incidents, from) {
    this.sources = sources;
    this.incidents = incidents;
    this.time = from;
  }

  /** Brings every meter up to `now` (seconds) in small steps, so that short incidents are not missed. */
  advance(now) {
    while (this.time < now) {
      const step = Math.min(LONGEST_STEP, now - this.time);
      this.time += step;
      const conditions = conditionsAt(this.time, this.incidents.at(this.time));
      for (const { meters } of this.sources) for (const meter of meters) meter.advance(conditions, step);
    }
  }

  /** Whether an incident of this kind is under way. */
  felt(kind, now) {
    return conditionsAt(now, this.incidents.at(now)).felt(kind) > 0;
  }
}
