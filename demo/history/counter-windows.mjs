const LENGTH = 61;

/** Sums of counters over groups of meters, remembered for an hour of minutes: what rate() and increase() need. */
export class CounterWindows {
  /** `groups`: { name: (series) => boolean }. */
  constructor(meters, groups) {
    this.rings = new Map(
      Object.entries(groups).map(([name, matches]) => [
        name,
        { members: meters.filter(({ series }) => matches(series)), sums: new Float64Array(LENGTH).fill(Number.NaN) },
      ]),
    );
    this.step = -1;
  }

  /** Call once a minute, after the meters advanced. */
  push() {
    this.step += 1;
    for (const { members, sums } of this.rings.values()) {
      let sum = 0;
      for (const meter of members) sum += meter.total;
      sums[this.step % LENGTH] = sum;
    }
  }

  /** Growth over the last `minutes`; NaN before there is a full window, or when a restart lies in it. */
  increase(name, minutes) {
    const { sums } = this.rings.get(name);
    const before = this.step - minutes;
    const growth = before < 0 ? Number.NaN : sums[this.step % LENGTH] - sums[before % LENGTH];
    return growth < 0 ? Number.NaN : growth;
  }
}
