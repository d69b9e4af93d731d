// @vitest-environment happy-dom

import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { SilenceList, SilenceView } from "@/lib/silences/silence-view";
import { filterSilences } from "./filter-silences";
import { NoSilences } from "./no-silences";
import { SilenceTable } from "./silence-table";

afterEach(cleanup);

const silence = (changes: Partial<SilenceView> = {}): SilenceView => ({
  id: "7174f04f-f030-4fe0-b616-33aaa6bc11d6",
  state: "active",
  matchers: [{ name: "alertname", value: "High.*", isRegex: true, isEqual: true }],
  startsAt: "2026-11-23T12:00:00.000Z",
  endsAt: "2026-11-23T14:05:00.000Z",
  updatedAt: "2026-11-23T12:00:00.000Z",
  author: "Priya Raman <priya@example.test>",
  verified: true,
  reason: "Load test",
  changedElsewhere: false,
  lastChange: null,
  alertmanagers: ["main"],
  heldBack: { count: 0, critical: 0, names: [], watchdog: false },
  ...changes,
});

function rowOf(changes: Partial<SilenceView>, writes = true) {
  const shown = silence(changes);
  render(
    <SilenceTable
      silences={[shown]}
      counts={{ active: 1, pending: 1, expired: 1 }}
      now={Date.parse("2026-11-23T13:00:00Z")}
      zone="Europe/Berlin"
      showSource={false}
      onAct={writes ? () => undefined : undefined}
    />,
  );
  return within(document.querySelector("tr[data-silence]") as HTMLElement);
}

test("what is not known is not none", () => {
  expect(rowOf({ heldBack: null }).getByText("Not known")).toBeTruthy();
});

test("how many, which, and where they are listed", () => {
  const row = rowOf({ heldBack: { count: 3, critical: 1, names: ["HighErrorRate"], watchdog: true } });
  const link = row.getByRole("link", { name: "3 alerts" });
  expect(link.getAttribute("href")).toBe("/alerts?silence=7174f04f-f030-4fe0-b616-33aaa6bc11d6&zone=Europe%2FBerlin");
  for (const words of ["1 critical", "HighErrorRate", "Watchdog"]) expect(row.getByText(words)).toBeTruthy();
});

test("a name that anybody may have written is not taken for a person", () => {
  const row = rowOf({ author: "Priya Raman <priya@example.test>", verified: false, changedElsewhere: true });
  expect(row.getByText("Not verified by the portal")).toBeTruthy();
  expect(row.getByText("Changed in Alertmanager")).toBeTruthy();
});

test("times are the chosen zone's, with its name", () => {
  const row = rowOf({});
  expect(row.getByText("ends in 1 h 5 min")).toBeTruthy();
  expect(row.getByText("Mon 23 Nov 2026, 15:05 CET")).toBeTruthy();
});

test("who may only read, and what is over, has no way to change it", () => {
  expect(rowOf({}, false).queryAllByRole("button")).toEqual([]);
  cleanup();
  expect(rowOf({ state: "expired" }).queryAllByRole("button")).toEqual([]);
  cleanup();
  expect(rowOf({ state: "pending" }).getAllByRole("button")).toHaveLength(2);
});

test("words find matchers, reasons, authors and names", () => {
  const all = [silence(), silence({ id: "b", matchers: [], author: "tom", reason: "Nightly window" })];
  for (const [words, found] of [
    ["", 2],
    ['alertname=~"high', 1],
    ["priya load", 1],
    ["TOM nightly", 1],
    ["priya nightly", 0],
  ] as const)
    expect([words, filterSilences(all, words).length]).toEqual([words, found]);
});

test("an empty list is good news only when Alertmanager answered", () => {
  const list = (sources: SilenceList["sources"]): SilenceList => ({
    silences: [],
    counts: { active: 0, pending: 0, expired: 0 },
    requests: [],
    sources,
    asOf: "2026-11-23T13:00:00.000Z",
  });
  const shown = (sources: SilenceList["sources"], filtered = false) => {
    cleanup();
    render(<NoSilences list={list(sources)} filtered={filtered} />);
    return document.body.textContent;
  };
  expect(shown({ groups: [["main"]], silent: [] })).toMatch(/No silences/);
  const silent = [{ name: "main", words: "The connection was refused." }];
  expect(shown({ groups: [], silent })).toMatch(/not known.*main: The connection was refused/s);
  expect(shown({ groups: [], silent: [] })).toMatch(/No Alertmanager is configured/);
  expect(shown({ groups: [["main"]], silent: [] }, true)).toMatch(/matches these words/);
  expect(screen.queryByText(/all is well/i)).toBeNull();
});
