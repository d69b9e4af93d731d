const KEY = "portal-reloaded";
const PAUSE_MS = 10 * 60_000;

interface Reloads {
  at: number;
  builds: string[];
}

/**
 * Loads the page anew when the server is of another build than the page, as after a deployment: once for each build
 * and not again within ten minutes, so that replicas of two builds cannot throw a browser to and fro. Not while
 * somebody types. True when it reloads.
 */
export function reloadForBuild(page: string, server: string, reload = () => window.location.reload()): boolean {
  if (page === server || isBusy()) return false;
  const before = readReloads();
  if (before.builds.includes(server) || Date.now() - before.at < PAUSE_MS) return false;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), builds: [...before.builds, server] }));
  } catch {
    return false; // what cannot be remembered could repeat itself
  }
  reload();
  return true;
}

function isBusy(): boolean {
  return document.querySelector("dialog[open], input:focus, textarea:focus, select:focus") !== null;
}

function readReloads(): Reloads {
  try {
    const { at, builds } = JSON.parse(sessionStorage.getItem(KEY) ?? "") as Reloads;
    if (typeof at === "number" && Array.isArray(builds)) return { at, builds };
  } catch {
    // Nothing there, or nothing of ours.
  }
  return { at: 0, builds: [] };
}
