const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/**
 * What happened in the five weeks before `end` (seconds). "down": the backend does not answer, "unmeasured": nothing
 * is sampled at all. Together nine minutes of the last 30 days, 99.979 % of which the service was up.
 */
export function pastIncidents(end) {
  const ago = (seconds, kind, duration) => ({
    kind,
    from: minute(end - seconds),
    to: minute(end - seconds + duration),
  });
  const evening = Math.floor((end - 8 * DAY) / DAY) * DAY + 19 * HOUR + 40 * MINUTE;
  return [
    ago(33.2 * DAY, "slowai", 40 * MINUTE),
    ago(27.3 * DAY, "down", 5 * MINUTE),
    ago(21.1 * DAY, "unmeasured", 9 * MINUTE),
    ago(16 * DAY, "lowsuccess", 15 * HOUR),
    ago(11.4 * DAY, "dissatisfied", 20 * HOUR),
    { kind: "bruteforce", from: evening, to: evening + 25 * MINUTE },
    ago(5.2 * DAY, "slowai", 35 * MINUTE),
    ago(4.4 * DAY, "slowdatabase", 22 * MINUTE),
    ago(2.6 * DAY, "errors", 14 * MINUTE),
    ago(1.3 * DAY, "bruteforce", 12 * MINUTE),
    ago(17.3 * HOUR, "unsettled", 8 * MINUTE),
    ago(9.2 * HOUR, "unsettled", 12 * MINUTE),
    ago(3.4 * HOUR, "errors", 7 * MINUTE),
  ];
}

function minute(seconds) {
  return Math.floor(seconds / MINUTE) * MINUTE;
}
