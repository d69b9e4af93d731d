// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { AlertTable } from "./alert-table";
import { layoutOf } from "./list-layout";
import type { RowActions } from "./row-actions";

afterEach(cleanup);

const NOW = Date.parse("2026-11-23T03:12:00.000Z");
const iso = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString();

function episodeOf(part: Partial<EpisodeView> = {}): EpisodeView {
  return {
    id: "11111111-1111-4111-8111-111111111111",
    fingerprint: "b7d799bea7f719b5",
    source: "main",
    alertname: "HighErrorRate",
    severity: "critical",
    team: "platform",
    labels: { alertname: "HighErrorRate", pod: "worker-1" },
    annotations: {},
    state: "firing",
    startsAt: iso(19),
    endsAt: null,
    openedAt: iso(19),
    lastSeenAt: iso(0),
    resolvedAt: null,
    silencedBy: [],
    inhibitedBy: [],
    mutedBy: [],
    sourceState: null,
    ackExpiresAt: null,
    ackExpirations: 0,
    acknowledgedAt: null,
    acknowledgedById: null,
    acknowledgedBy: null,
    note: null,
    inferred: false,
    reopens: 0,
    sourceStale: false,
    startUncertain: false,
    version: 1,
    ...part,
  };
}

const owned = {
  state: "acknowledged",
  acknowledgedById: "22222222-2222-4222-8222-222222222222",
  acknowledgedBy: "Tom Okafor",
} as const;

function draw(episode: EpisodeView | null, options: { actions?: RowActions; unowned?: number; shownTo?: number } = {}) {
  const layout = layoutOf([{ key: "critical-unowned", count: 1, unowned: options.unowned ?? 1 }], () => true);
  const shown = { from: 0, to: options.shownTo ?? layout.count, before: 0, after: 0 };
  const onFold = vi.fn();
  const onSelectGroup = vi.fn();
  render(
    <AlertTable
      layout={layout}
      view={{ table: { current: null }, shown, focus: () => undefined }}
      rowAt={() => episode}
      onLook={() => undefined}
      grouping="need"
      total={1}
      now={NOW}
      compact
      zone="UTC"
      selected={new Map()}
      actions={options.actions}
      selectedIn={() => 0}
      onFold={onFold}
      onSelectGroup={onSelectGroup}
    />,
  );
  return { onFold, onSelectGroup };
}

const actionsOf = (): RowActions => ({
  personId: "33333333-3333-4333-8333-333333333333",
  act: vi.fn<RowActions["act"]>(),
  select: vi.fn<RowActions["select"]>(),
});
const row = () => within(screen.getAllByRole("row").at(-1)!);

describe("acknowledged, silenced, inhibited and muted are told apart", () => {
  test.each([
    [{}, ["No owner"]],
    [owned, ["Tom Okafor"]],
    [{ silencedBy: ["s"] }, ["Silenced"]],
    [{ inhibitedBy: ["f"] }, ["Inhibited"]],
    [{ mutedBy: ["nights"] }, ["Muted by time"]],
    [{ ...owned, silencedBy: ["s"], inhibitedBy: ["f"] }, ["Tom Okafor", "Silenced", "Inhibited"]],
    [{ sourceStale: true }, ["No owner", "Source silent"]],
    [{ reopens: 2 }, ["No owner", "Re-opened 2 times"]],
    [{ startUncertain: true }, ["No owner", "Start uncertain"]],
    [{ state: "resolved", resolvedAt: iso(2), endsAt: iso(2), inferred: true }, ["Resolved (inferred)"]],
  ] as const)("%o", (part, badges) => {
    draw(episodeOf(part as Partial<EpisodeView>));
    const cell = document.querySelector(".ar-owner")!;
    expect([...cell.querySelectorAll(".badge")].map((badge) => badge.textContent)).toEqual(badges);
  });
});

test("time left is said in the last half hour only", () => {
  draw(episodeOf({ ...owned, ackExpiresAt: iso(-31) }));
  expect(screen.queryByText(/left/)).toBeNull();
  cleanup();
  draw(episodeOf({ ...owned, ackExpiresAt: iso(-12.5) }));
  expect(row().getByText("12 min left")).toBeTruthy();
  cleanup();
  draw(episodeOf({ ...owned, ackExpiresAt: iso(-0.5) }));
  expect(row().getByText("under 1 min left")).toBeTruthy();
});

test("an acknowledgement that ran out is said while nobody has it", () => {
  const lapse = { by: "Tom Okafor", at: "2026-11-23T03:02:00.000Z" };
  draw(episodeOf({ ackExpirations: 1, lapse }));
  expect(row().getByText("Ack by Tom Okafor ran out at 03:02")).toBeTruthy();
  cleanup();
  draw(episodeOf({ ...owned, ackExpirations: 1, lapse }));
  expect(screen.queryByText(/ran out/)).toBeNull();
});

test("what is next: take it, take it over, or nothing", () => {
  const actions = actionsOf();
  const free = episodeOf();
  draw(free, { actions });
  fireEvent.click(row().getByRole("button", { name: "Acknowledge HighErrorRate worker-1" }));
  expect(actions.act).toHaveBeenLastCalledWith("acknowledge", free);
  cleanup();
  const others = episodeOf(owned);
  draw(others, { actions });
  fireEvent.click(row().getByRole("button", { name: /^Take over .* from Tom Okafor$/ }));
  expect(actions.act).toHaveBeenLastCalledWith("take-over", others);
  cleanup();
  for (const part of [{ ...owned, acknowledgedById: actions.personId }, { silencedBy: ["s"] }]) {
    draw(episodeOf(part), { actions });
    expect(row().queryByRole("button")).toBeNull();
    cleanup();
  }
});

test("a click with the shift key is a range; who may not acknowledge selects nothing", () => {
  const actions = actionsOf();
  const { onSelectGroup, onFold } = draw(episodeOf(), { actions });
  fireEvent.click(row().getByRole("checkbox"), { shiftKey: true });
  expect(actions.select).toHaveBeenCalledWith(0, true);
  fireEvent.click(screen.getByRole("checkbox", { name: "Select all in Critical, no owner" }));
  fireEvent.click(screen.getByRole("button", { expanded: true }));
  expect([onSelectGroup.mock.calls.length, onFold.mock.calls.length]).toEqual([1, 1]);
  cleanup();
  draw(episodeOf());
  expect(screen.queryAllByRole("checkbox")).toEqual([]);
  expect(screen.queryByRole("button", { name: /Acknowledge/ })).toBeNull();
});

test("rows count for a screen reader, also those that are not drawn or not read yet", () => {
  draw(null);
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("2");
  expect(screen.getAllByRole("row").at(-1)!.getAttribute("aria-rowindex")).toBe("2");
  cleanup();
  draw(episodeOf(), { shownTo: 1 });
  expect(document.querySelectorAll("[data-row]")).toHaveLength(0);
});
