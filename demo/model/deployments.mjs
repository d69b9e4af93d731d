const DAY = 86_400;
/** Tuesdays and Thursdays at 10:30 UTC. */
const WEEKDAYS = [2, 4];
const TIME_OF_DAY = 10.5 * 3600;

/** Start times (seconds) of the releases in [from, to], oldest first. */
export function deploymentsBetween(from, to) {
  const found = [];
  for (let day = Math.floor(from / DAY); day <= Math.floor(to / DAY); day++) {
    const time = day * DAY + TIME_OF_DAY;
    if (time >= from && time <= to && WEEKDAYS.includes(new Date(time * 1000).getUTCDay())) found.push(time);
  }
  return found;
}

/** The latest release at or before `time`. */
export function lastDeployment(time) {
  return deploymentsBetween(time - 8 * DAY, time).at(-1);
}

/** A version for a release that anyone can compute again. */
export function versionOf(deployment) {
  return `2.${Math.floor((deployment / DAY + 3) / 7) - 2900}.${new Date(deployment * 1000).getUTCDay() === 2 ? 0 : 1}`;
}
