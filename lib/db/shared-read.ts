import "server-only";
import { readChangeVersion } from "./change-version";

/** What depends on the clock, as how long a source has been silent, is at most this old. */
const KEPT_MS = 1_000;
const MAX_KEPT = 200;

interface Kept {
  version: number;
  startedAt: number;
  /** A read that takes long is joined however long it takes: more of them would not be faster. */
  running: boolean;
  value: Promise<unknown>;
}

const kept = new Map<string, Kept>();
let running: Promise<number> | undefined;
let following: Promise<number> | undefined;

/**
 * One read for all who ask for the same at the same time, as every browser does when it is told of a change. Never
 * older than the last change that was committed before the call, on whichever replica: the version is read first.
 */
export async function sharedRead<T>(key: string, read: () => Promise<T>): Promise<T> {
  const version = await versionFromNowOn();
  const known = kept.get(key);
  if (known && known.version >= version && (known.running || performance.now() - known.startedAt < KEPT_MS))
    return known.value as Promise<T>;
  const fresh: Kept = { version, startedAt: performance.now(), running: true, value: read() };
  kept.delete(key);
  kept.set(key, fresh);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  fresh.value.then(
    () => {
      fresh.running = false;
    },
    () => kept.get(key) === fresh && kept.delete(key),
  );
  return fresh.value as Promise<T>;
}

/** A read of the version that began after this call: those who come while one runs share the next. */
function versionFromNowOn(): Promise<number> {
  if (!running) return begin();
  following ??= running.then(begin, begin);
  return following;
}

function begin(): Promise<number> {
  following = undefined;
  const read = readChangeVersion();
  const done = () => {
    if (running === read) running = undefined;
  };
  running = read;
  read.then(done, done);
  return read;
}
