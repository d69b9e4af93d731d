/** A promise over time, with an error budget: the single place its objective is written. */
export interface Slo {
  id: string;
  title: string;
  /** What counts as good, and what is left out. */
  description: string;
  /** Percent of the time, or of the requests, that must be good. */
  objective: number;
  windowDays: number;
  /** The middle of its recorded series: job:<series>:ratio<window> is the bad share. */
  series: string;
  /** Requests that take longer than so many seconds are bad; null: it is not about latency. */
  boundSeconds: number | null;
  owner: string;
  /** Alert that wakes somebody, and alert that can wait for the morning. */
  alertnames: { fast: string; slow: string };
}
