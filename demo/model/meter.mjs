/** One series with its current value: a counter's running total or a gauge's level. */
export class Meter {
  constructor(series, total = 0) {
    this.series = series;
    this.total = total;
  }

  /** Lets `seconds` pass under these conditions. */
  advance(conditions, seconds) {
    const value = this.series.value(conditions);
    if (this.series.type === "gauge") this.total = value;
    else this.total += value * seconds;
  }

  /** What a scrape sees: events are counted in whole numbers. */
  read() {
    return this.series.whole ? Math.floor(this.total) : this.total;
  }
}

/** The key of a series: its name and its sorted labels. */
export function seriesKey(name, labels) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return name + JSON.stringify(sorted);
}
