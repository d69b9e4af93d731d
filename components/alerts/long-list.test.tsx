// @vitest-environment happy-dom

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { act } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeList } from "@/lib/alerts/list-view";
import { AlertList } from "./alert-list";
import { UNFILTERED } from "./api-search";
import { ROWS_PER_PAGE } from "./rows-per-page";

const ALERTS = 500;
/** Rows of a usual screen and what is kept ready above and below it. */
const MOST_DRAWN = 130;
const MOST_HTML_BYTES = 400_000;

const NOW = "2026-11-23T03:12:00.000Z";

const episodes = Array.from({ length: ROWS_PER_PAGE }, (_, index): EpisodeView => {
  const id = `11111111-1111-4111-8111-${String(index).padStart(12, "0")}`;
  return {
    id,
    fingerprint: "b7d799bea7f719b5",
    source: "main",
    alertname: `Storm${index}`,
    severity: "critical",
    team: "platform",
    labels: { alertname: `Storm${index}`, pod: `worker-${index}` },
    annotations: {},
    state: "firing",
    startsAt: NOW,
    endsAt: null,
    openedAt: NOW,
    lastSeenAt: NOW,
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
  };
});

const list: EpisodeList = {
  episodes,
  groups: [{ key: "critical-unowned", count: ALERTS, unowned: ALERTS }],
  offset: 0,
  total: ALERTS,
  nextCursor: null,
  summary: {
    open: ALERTS,
    unowned: ALERTS,
    critical: ALERTS,
    unownedCritical: ALERTS,
    mine: 0,
    source: {
      silent: null,
      silentSince: null,
      watchdogWebhook: "alive",
      watchdogWebhookAt: NOW,
      watchdogPoll: "alive",
      watchdogPollAt: NOW,
      lastWebhookAt: NOW,
      polls: [],
      asOf: NOW,
    },
  },
  teams: ["platform"],
  asOf: NOW,
};

function Page() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  return (
    <SearchParamsContext value={new URLSearchParams()}>
      <QueryClientProvider client={client}>
        <AlertList
          initial={list}
          initialSearch={UNFILTERED}
          person={{ id: "22222222-2222-4222-8222-222222222222", name: "Priya Raman" }}
          mayAcknowledge
          mayMeasure
        />
      </QueryClientProvider>
    </SearchParamsContext>
  );
}

/** As the server draws it, which has no window. */
function drawnByServer(): string {
  vi.stubGlobal("window", undefined);
  try {
    return renderToString(<Page />);
  } finally {
    vi.unstubAllGlobals();
  }
}

let root: Root | undefined;
beforeEach(() => vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
afterEach(() => {
  act(() => root?.unmount());
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const place = document.createElement("div");
const rows = () => place.querySelectorAll("tr[data-row], tr.al-waiting").length;

/** Draws the page as the server does and has the browser take it over; resolves to the HTML, and what React found wrong. */
function open(): { html: string; faults: unknown[] } {
  const html = drawnByServer();
  place.innerHTML = html;
  document.body.append(place);
  const faults: unknown[] = [];
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.spyOn(console, "error").mockImplementation((...words) => faults.push(words));
  act(() => {
    root = hydrateRoot(place, <Page />, { onRecoverableError: (error) => faults.push(error) });
  });
  return { html, faults };
}

test("of 500 alerts only those near the screen are drawn, by the server and by the browser, and both agree", () => {
  vi.spyOn(window, "innerHeight", "get").mockReturnValue(1_200); // another screen than the server thinks of
  const { html, faults } = open();
  expect(faults).toEqual([]);
  expect(html.length).toBeLessThan(MOST_HTML_BYTES);
  const drawn = html.match(/<tr[^>]* data-row=/g)?.length ?? 0;
  expect(drawn).toBeGreaterThan(20);
  expect(drawn).toBeLessThanOrEqual(MOST_DRAWN);
  expect(rows()).toBeLessThanOrEqual(MOST_DRAWN);

  vi.spyOn(HTMLTableElement.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, -6_000, 800, 13_500));
  fireEvent.scroll(window);
  expect(Number(place.querySelector("tr[data-row]")?.getAttribute("data-row"))).toBeGreaterThan(100);
  expect(rows()).toBeLessThanOrEqual(MOST_DRAWN);
  expect(faults).toEqual([]);
});

test.each([
  ["by a hair, as far down a long page", 27.002],
  ["because they wrap while others are drawn", 45],
])("heights that waver %s are not measured for ever", (_why, other) => {
  let measured = 0;
  vi.spyOn(HTMLTableRowElement.prototype, "getBoundingClientRect").mockImplementation(
    () => new DOMRect(0, 0, 800, Math.floor(measured++ / 60) % 2 === 0 ? 27 : other),
  );
  const { faults } = open();
  expect(faults).toEqual([]);
  expect(measured).toBeGreaterThan(0);
  expect(rows()).toBeGreaterThan(20);
});
