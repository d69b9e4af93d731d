import { expect, test } from "vitest";
import { KINDS, LiveIncidents } from "./live-incidents.mjs";

const kindsAt = (incidents, now) =>
  incidents
    .at(now)
    .filter(({ from, to }) => now >= from && now < to)
    .map(({ kind }) => kind);

test("the script starts at once and comes again every 40 minutes", () => {
  const incidents = new LiveIncidents(1000, true);
  expect(kindsAt(incidents, 1001)).toEqual(["memory"]);
  expect(kindsAt(incidents, 1000 + 180)).toEqual(["memory", "errors"]);
  expect(kindsAt(incidents, 1000 + 2400 + 180)).toEqual(["memory", "errors"]);
  expect(kindsAt(incidents, 1000 + 39 * 60)).toEqual([]);
});

test("an incident asked for runs for its time, and zero seconds end it", () => {
  const incidents = new LiveIncidents(0, false);
  incidents.begin("unencrypted", 60, 100);
  expect(kindsAt(incidents, 159)).toEqual(["unencrypted"]);
  expect(kindsAt(incidents, 160)).toEqual([]);
  incidents.begin("down", 600, 200);
  incidents.begin("down", 0, 210);
  expect(kindsAt(incidents, 211)).toEqual([]);
});

test("unknown kinds and impossible durations are refused", () => {
  const incidents = new LiveIncidents(0, false);
  expect(() => incidents.begin("toString", 60, 0)).toThrow(/unknown kind/);
  expect(() => incidents.begin("down", Number.NaN, 0)).toThrow(/seconds must be/);
  expect(Object.keys(KINDS)).toContain("unencrypted");
});
