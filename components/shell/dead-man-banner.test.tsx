// @vitest-environment happy-dom

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { afterEach, expect, test } from "vitest";
import { NothingOpen } from "@/components/alerts/nothing-open";
import { alertWords } from "@/components/kpis/alert-words";
import type { EpisodeList } from "@/lib/alerts/list-view";
import type { SourceView } from "@/lib/alerts/source-view";
import type { AlertSummary } from "@/lib/alerts/summary-view";
import { AlertCount } from "./alert-count";
import { DeadManBanner } from "./dead-man-banner";

afterEach(cleanup);

const WELL: SourceView = {
  silent: null,
  silentSince: null,
  watchdogWebhook: "alive",
  watchdogWebhookAt: "2026-11-25T12:00:00.000Z",
  watchdogPoll: "alive",
  watchdogPollAt: "2026-11-25T12:00:30.000Z",
  lastWebhookAt: null,
  polls: [],
  asOf: "2026-11-25T12:01:00.000Z",
};

/** Every place of a page that could say "all is well", with no alert open. */
function calmPage(changes: Partial<SourceView>, search = ""): string {
  const summary: AlertSummary = {
    open: 0,
    unowned: 0,
    critical: 0,
    unownedCritical: 0,
    mine: 0,
    source: { ...WELL, ...changes },
  };
  const list = { episodes: [], groups: [], total: 0, summary, asOf: WELL.asOf } as unknown as EpisodeList;
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  client.setQueryData(["alerts", "summary"], summary);
  const { container } = render(
    <SearchParamsContext value={new URLSearchParams(search)}>
      <QueryClientProvider client={client}>
        <DeadManBanner />
        <AlertCount />
        <p>{alertWords({ list, failed: false })}</p>
        <NothingOpen list={list} />
      </QueryClientProvider>
    </SearchParamsContext>,
  );
  return container.textContent ?? "";
}

test("with both ways of the Watchdog alive a calm page is calm", () => {
  const text = calmPage({});
  expect(text).toContain("No alerts open");
  expect(text).toContain("No open alerts");
  expect(screen.queryByRole("status")).toBeNull();
});

test.each([
  [
    "the webhook leg alone",
    { silent: "webhook", silentSince: "2026-11-25T03:12:00.000Z", watchdogWebhook: "dead" },
    "No Watchdog by webhook since 03:12 UTC.",
    /Watchdog by webhook: dead since 12:00 UTC; by poll: alive\./,
  ],
  [
    "the poll leg alone",
    { silent: "polls", silentSince: "2026-11-24T03:12:00.000Z", watchdogPoll: "dead", watchdogPollAt: null },
    "Alertmanager does not answer polls since 24 Nov, 03:12 UTC.",
    /by webhook: alive; by poll: dead since an unknown time\./,
  ],
  [
    "both, because Prometheus died",
    {
      silent: "prometheus",
      silentSince: "2026-11-25T03:12:00.000Z",
      watchdogPoll: "dead",
      watchdogPollAt: "2026-11-25T03:12:00.000Z",
      watchdogWebhook: "dead",
      watchdogWebhookAt: "2026-11-25T03:16:00.000Z",
    },
    "Prometheus silent since 03:12 UTC.",
    /by webhook: dead since 03:16 UTC; by poll: dead since 03:12 UTC\./,
  ],
] as const)("dead: %s is said, and nothing on the page is calm", (_name, source, title, legs) => {
  const text = calmPage(source);
  const banner = screen.getAllByRole("status")[0]!;
  expect(banner.className).toContain("fail");
  expect(banner.textContent).toContain(title);
  expect(banner.textContent).toMatch(legs);
  expect(screen.getByRole("link", { name: "See sources" }).getAttribute("href")).toBe("/status");
  expect(text).toContain("Alerts unknown");
  expect(text).toContain("This does not mean that all is well.");
  expect(text).toContain("0?");
  expect(text).not.toMatch(/No open alerts|No alerts open/);
});

test("the banner's times are the page's zone's, with the day where it is another day there", () => {
  const silence = { silent: "prometheus", silentSince: "2026-11-25T03:12:00.000Z", watchdogPoll: "dead" } as const;
  calmPage({ ...silence, watchdogPollAt: silence.silentSince }, "zone=Asia/Kolkata");
  expect(screen.getAllByRole("status")[0]!.textContent).toMatch(
    /since 08:42 GMT\+5:30\..*dead since 08:42 GMT\+5:30\./,
  );
  cleanup();
  calmPage(silence, "zone=America/Los_Angeles");
  expect(screen.getAllByRole("status")[0]!.textContent).toContain("Prometheus silent since 24 Nov, 19:12 GMT-8.");
});

test("a late Watchdog, and one that never came, are unknown and not a failure", () => {
  const late = { silent: "prometheus", silentSince: "2026-11-25T11:56:00.000Z", watchdogPoll: "late" } as const;
  calmPage(late);
  expect(screen.getAllByRole("status")[0]!.className).toContain("unknown");
  cleanup();
  const text = calmPage({ silent: "unwatched", watchdogPoll: "never", watchdogWebhook: "never" });
  expect(screen.getAllByRole("status")[0]!.className).toContain("unknown");
  expect(text).toContain("an empty list proves nothing");
});
