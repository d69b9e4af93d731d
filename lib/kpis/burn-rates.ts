/** How fast an error budget is spent, 1 being exactly all of it in its window, over a long and a short time. */
export interface BurnRate {
  factor: number;
  long: string;
  short: string;
  speed: "fast" | "slow";
}

/** For a window of 30 days: 2 %, 5 %, 10 % and 10 % of the budget are gone when the long time is over. */
export const BURN_RATES: readonly BurnRate[] = [
  { factor: 14.4, long: "1h", short: "5m", speed: "fast" },
  { factor: 6, long: "6h", short: "30m", speed: "fast" },
  { factor: 3, long: "1d", short: "2h", speed: "slow" },
  { factor: 1, long: "3d", short: "6h", speed: "slow" },
];
