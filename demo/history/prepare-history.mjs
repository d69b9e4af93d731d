import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fillHistory } from "./fill.mjs";
import { pastIncidents } from "./past-incidents.mjs";
import { newestSample, resumeMeters } from "./resume.mjs";

const DAY = 86_400;

/**
 * Brings an idle Prometheus up to now: everything the first time, afterwards only what is missing since its newest
 * sample. Returns { to, incidents }: the time (seconds) the meters stand at, and what happened before.
 */
export async function prepareHistory({ baseUrl, folder, days, sources, onProgress }) {
  const to = Math.floor(Date.now() / 60_000) * 60;
  const newest = await newestSample(baseUrl);
  const incidents = pastIncidents(firstEnd(folder, newest === null ? to : null));
  const earliest = to - days * DAY;
  if (newest !== null) await resumeMeters(baseUrl, newest, sources);
  const from = Math.max(newest ?? earliest, earliest);
  await fillHistory({ baseUrl, from, to, sources, incidents, onProgress });
  return { to: Math.max(to, newest ?? 0), incidents };
}

/** The end of the first fill, remembered: the past does not move when the demo is started again. */
function firstEnd(folder, fresh) {
  const file = path.join(folder, "history.json");
  if (fresh !== null || !existsSync(file)) writeFileSync(file, JSON.stringify({ end: fresh ?? Date.now() / 1000 }));
  return JSON.parse(readFileSync(file, "utf8")).end;
}
