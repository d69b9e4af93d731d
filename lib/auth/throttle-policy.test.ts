import { expect, test } from "vitest";
import { nextAccountAttempt, nextAddressAttempt, type ThrottleState } from "./throttle-policy";

const start = new Date("2026-11-23T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const fresh: ThrottleState = { failures: 0, windowStart: start, lockedUntil: null };

function failTimes(times: number, apartSeconds: number): ThrottleState {
  let state = fresh;
  for (let index = 0; index < times; index++) state = nextAccountAttempt(state, later(index * apartSeconds)).state;
  return state;
}

test("four failures cost nothing, then each wait doubles", () => {
  const waits = [4, 5, 6, 7, 8, 9].map((failures) => {
    const { lockedUntil } = failTimes(failures, 60);
    return lockedUntil ? (lockedUntil.getTime() - later((failures - 1) * 60).getTime()) / 1_000 : 0;
  });
  expect(waits).toEqual([0, 1, 2, 4, 8, 16]);
});

test("A09 the tenth failure locks for 15 minutes, and a try meanwhile does not prolong it", () => {
  const locked = failTimes(10, 60);
  const meanwhile = nextAccountAttempt(locked, later(9 * 60 + 899));
  expect(meanwhile).toMatchObject({ allowed: false, retryAfterSeconds: 1, state: locked });
  expect(nextAccountAttempt(locked, later(9 * 60 + 900)).allowed).toBe(true);
});

test("the lock is told once; after it, each further failure waits 15 minutes again", () => {
  const states = Array.from({ length: 10 }, (_, index) => nextAccountAttempt(failTimes(index, 60), later(index * 60)));
  expect(states.map(({ locks }) => locks)).toEqual([...Array(9).fill(false), true]);
  const again = nextAccountAttempt(failTimes(10, 60), later(3_600));
  expect(again).toMatchObject({ allowed: true, locks: false, state: { lockedUntil: later(3_600 + 900) } });
});

test("an impatient try during a wait counts, so that hammering reaches the lock", () => {
  let state = fresh;
  let allowed = 0;
  for (let index = 0; index < 12; index++) {
    const verdict = nextAccountAttempt(state, start);
    if (verdict.allowed) allowed += 1;
    state = verdict.state;
  }
  expect([allowed, state.failures, state.lockedUntil]).toEqual([5, 10, later(900)]);
});

test("a day without failures forgets them", () => {
  expect(nextAccountAttempt(failTimes(12, 1_000), later(2 * 86_400)).state.failures).toBe(1);
});

test("an address has 30 tries in ten minutes", () => {
  let state = fresh;
  for (let index = 0; index < 30; index++) state = nextAddressAttempt(state, start).state;
  expect(nextAddressAttempt(state, later(60))).toMatchObject({ allowed: false, retryAfterSeconds: 540 });
  expect(nextAddressAttempt(state, later(600))).toMatchObject({ allowed: true, state: { failures: 1 } });
});
