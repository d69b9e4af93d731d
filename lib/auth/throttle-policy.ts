/** Failed sign-ins of one account or one address, as the database holds them. */
export interface ThrottleState {
  failures: number;
  windowStart: Date;
  lockedUntil: Date | null;
}

export interface ThrottleVerdict {
  state: ThrottleState;
  allowed: boolean;
  /** This attempt, if it fails, begins the long lock. */
  locks: boolean;
  retryAfterSeconds: number;
}

const SECOND = 1_000;
const ACCOUNT_WINDOW_MS = 24 * 3_600 * SECOND;
const LOCK_AFTER = 10;
const LOCK_MS = 15 * 60 * SECOND;
const DELAY_AFTER = 5;
const ADDRESS_LIMIT = 30;
const ADDRESS_WINDOW_MS = 10 * 60 * SECOND;

/**
 * Counts an attempt on an account before its password is looked at, so that parallel guesses cannot overtake the
 * count; a success resets it. From the fifth failure on the next try waits 1, 2, 4, 8, 16 s (an impatient try
 * counts too); from the tenth on it waits 15 minutes each time. Nothing is locked for good.
 */
export function nextAccountAttempt(before: ThrottleState, now: Date): ThrottleVerdict {
  const current = freshWindow(before, now, ACCOUNT_WINDOW_MS);
  const waitMs = (current.lockedUntil?.getTime() ?? 0) - now.getTime();
  if (waitMs > 0 && current.failures >= LOCK_AFTER) return refused(current, waitMs);
  const failures = current.failures + 1;
  const pauseMs =
    failures >= LOCK_AFTER ? LOCK_MS : failures >= DELAY_AFTER ? 2 ** (failures - DELAY_AFTER) * SECOND : 0;
  const state = { ...current, failures, lockedUntil: pauseMs > 0 ? new Date(now.getTime() + pauseMs) : null };
  const verdict = { state, locks: failures === LOCK_AFTER };
  if (waitMs > 0) return { ...verdict, allowed: false, retryAfterSeconds: Math.ceil(pauseMs / SECOND) };
  return { ...verdict, allowed: true, retryAfterSeconds: 0 };
}

/** Counts an attempt from an address: 30 in ten minutes. A success is given back afterwards. */
export function nextAddressAttempt(before: ThrottleState, now: Date): ThrottleVerdict {
  const current = freshWindow(before, now, ADDRESS_WINDOW_MS);
  const waitMs = current.windowStart.getTime() + ADDRESS_WINDOW_MS - now.getTime();
  if (current.failures >= ADDRESS_LIMIT) return refused(current, waitMs);
  const state = { ...current, failures: current.failures + 1 };
  return { state, allowed: true, locks: false, retryAfterSeconds: 0 };
}

function freshWindow(state: ThrottleState, now: Date, windowMs: number): ThrottleState {
  if (now.getTime() - state.windowStart.getTime() < windowMs) return state;
  return { failures: 0, windowStart: now, lockedUntil: null };
}

function refused(state: ThrottleState, waitMs: number): ThrottleVerdict {
  return { state, allowed: false, locks: false, retryAfterSeconds: Math.ceil(waitMs / SECOND) };
}
