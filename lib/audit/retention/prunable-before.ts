/**
 * The first instant of the latest UTC month that is as many years ago as entries are kept: whole months go, so an entry
 * is kept up to a month longer than asked for.
 */
export function prunableBefore(now: Date, years: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - Math.ceil(years * 12), 1));
}
