// @vitest-environment happy-dom

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { afterEach, expect, test } from "vitest";
import type { Handover as HandoverData } from "@/lib/alerts/handover-view";
import type { SourceView } from "@/lib/alerts/source-view";
import { Handover } from "./handover";

afterEach(cleanup);

const ALIVE: SourceView = {
  silent: null,
  silentSince: null,
  watchdogWebhook: "alive",
  watchdogPoll: "alive",
  watchdogWebhookAt: "2026-11-23T03:24:30.000Z",
  watchdogPollAt: "2026-11-23T03:24:30.000Z",
  lastWebhookAt: null,
  polls: [],
  asOf: "2026-11-23T03:25:00.000Z",
};

function draw(part: Partial<HandoverData> = {}, source: Partial<SourceView> = {}, search = "") {
  const initial: HandoverData = {
    open: [],
    total: 0,
    resolved: [],
    resolvedTotal: 0,
    holders: [],
    summary: { open: 0, unowned: 0, critical: 0, unownedCritical: 0, mine: 0, source: { ...ALIVE, ...source } },
    asOf: "2026-11-23T03:25:00.000Z",
    ...part,
  };
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  render(
    <SearchParamsContext value={new URLSearchParams(search)}>
      <QueryClientProvider client={client}>
        <Handover initial={initial} person="Priya Raman" />
      </QueryClientProvider>
    </SearchParamsContext>,
  );
}

const region = (name: RegExp) => within(screen.getByRole("region", { name }));

test("an empty handover of a live source says so, with the time and the zone", () => {
  draw();
  expect(screen.getByText(/^As of/).textContent).toBe(
    "As of Mon 23 Nov 2026, 03:25 UTC, seen by Priya Raman. Times are UTC.",
  );
  expect(region(/^Critical, no owner/).getByText("No critical alert is without an owner.")).toBeTruthy();
});

test("an empty handover of a silent source is not an all-clear", () => {
  draw({}, { silent: "prometheus", silentSince: "2026-11-23T03:12:00.000Z" });
  expect(screen.getByText(/Prometheus silent since 03:12 UTC/).parentElement!.textContent).toContain(
    "not an all-clear",
  );
  expect(region(/^Critical, no owner/).getByText("None is known, and the source is silent.")).toBeTruthy();
  expect(screen.queryByText(/No critical alert is without/)).toBeNull();
});

test("times follow the zone of the address", () => {
  draw({}, {}, "?zone=Europe/Berlin");
  expect(screen.getByText(/^As of/).textContent).toContain("Mon 23 Nov 2026, 04:25 CET");
});

test("what does not fit on the page is counted", () => {
  draw({ total: 9_941 });
  expect(screen.getByText(/9941 more are open/)).toBeTruthy();
});

test("an alert is told once: what runs out soon is not among everything else, and the zone goes along", () => {
  const episode = {
    ...{ id: "11111111-1111-4111-8111-111111111111", fingerprint: "b7d7", source: "main", alertname: "HighErrorRate" },
    ...{ severity: "critical", team: "platform", labels: {}, annotations: {}, state: "acknowledged", endsAt: null },
    ...{ startsAt: "2026-11-23T03:06:00.000Z", openedAt: "2026-11-23T03:06:00.000Z", resolvedAt: null },
    ...{ lastSeenAt: "2026-11-23T03:25:00.000Z", silencedBy: [], inhibitedBy: [], mutedBy: [], sourceState: null },
    ...{ ackExpiresAt: "2026-11-23T04:10:00.000Z", ackExpirations: 0, acknowledgedAt: "2026-11-23T03:10:00.000Z" },
    ...{ acknowledgedById: "22222222-2222-4222-8222-222222222222", acknowledgedBy: "Tom Okafor", note: null },
    ...{ inferred: false, reopens: 0, sourceStale: false, startUncertain: false, version: 2 },
  } as HandoverData["open"][number]["episode"];
  draw({ open: [{ episode, remarks: [] }], total: 1 }, {}, "?zone=Europe/Berlin");
  const links = screen.getAllByRole("link", { name: "HighErrorRate" });
  expect(links).toHaveLength(1);
  expect(links[0]!.getAttribute("href")).toBe(`/alerts/${episode.id}?zone=Europe%2FBerlin`);
  expect(region(/^Everything else/).getByText("Nothing else is open.")).toBeTruthy();
});
