// @vitest-environment happy-dom

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { EventSource, setGlobalOrigin } from "undici";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveState } from "@/components/alerts/live-state";
import { livePollMs } from "./live-poll-ms";
import { setLiveStatus } from "./live-status";
import { LiveUpdates } from "./live-updates";
import { NotLiveBanner } from "./not-live-banner";

// How long things take is the machine's affair.
configure({ asyncUtilTimeout: 15_000 });

/** The portal: counts reads, holds streams open, and answers them as it is told. */
let server: Server;
let streams: ServerResponse[];
let lastEventIds: (string | undefined)[];
let reads: number;
let refuse: number;

beforeEach(async () => {
  [streams, lastEventIds, reads, refuse] = [[], [], 0, 0];
  server = createServer((request, response) => {
    if (refuse) return void response.writeHead(refuse).end();
    lastEventIds.push(request.headers["last-event-id"] as string | undefined);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("retry: 50\n\n");
    streams.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setGlobalOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubGlobal("EventSource", EventSource);
  sessionStorage.clear();
});
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  setLiveStatus({ downSince: 0, spokeAt: 0 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function Alerts() {
  useQuery({ queryKey: ["alerts", "list"], queryFn: () => ++reads, staleTime: Infinity });
  return <LiveState zone="UTC" asOf="2026-11-25T12:00:00Z" failing={false} paused={false} onPause={() => undefined} />;
}

async function open(search = ""): Promise<void> {
  render(
    <SearchParamsContext value={new URLSearchParams(search)}>
      <QueryClientProvider client={new QueryClient()}>
        <LiveUpdates build="b1" />
        <NotLiveBanner />
        <Alerts />
      </QueryClientProvider>
    </SearchParamsContext>,
  );
  await waitFor(() => expect(streams).toHaveLength(1));
  await waitFor(() => expect(reads).toBe(1));
}

const say = (text: string) => streams.at(-1)!.write(text);

test("what is said to have changed is read again, a burst at most twice a second", async () => {
  await open();
  say("id: 7-b1\nevent: change\ndata: alerts\n\n");
  await waitFor(() => expect(reads).toBe(2));
  for (let version = 8; version < 40; version++) say(`id: ${version}-b1\nevent: change\ndata: alerts silences\n\n`);
  await waitFor(() => expect(reads).toBe(3));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(reads).toBe(3);
  say("id: 41-b1\nevent: change\ndata: silences\n\n");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(reads).toBe(3);
});

test("the pace of asking follows the stream: 30 seconds while it stands, 5 when it does not", async () => {
  expect(livePollMs()).toBe(5_000);
  await open();
  await waitFor(() => expect(livePollMs()).toBe(30_000));
  say("event: deaf\ndata\n\n");
  await waitFor(() => expect(livePollMs()).toBe(5_000));
  await waitFor(() => expect(reads).toBe(2)); // at once, so that the new pace begins
  say("id: 7-b1\nevent: resync\ndata\n\n");
  await waitFor(() => expect(livePollMs()).toBe(30_000));
  await waitFor(() => expect(reads).toBe(3));
});

test("R13 after a cut the browser comes again and names what it last heard", async () => {
  await open();
  say("id: 7-b1\nevent: change\ndata: alerts\n\n");
  await waitFor(() => expect(reads).toBe(2));
  streams[0]!.end();
  await waitFor(() => expect(lastEventIds).toEqual([undefined, "7-b1"]), { timeout: 5_000 });
});

test("M02 a refused stream is asked for again later, and the page asks by itself until then", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  refuse = 429;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveUpdates build="b1" />
    </QueryClientProvider>,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([streams.length, livePollMs()]).toEqual([0, 5_000]);
  refuse = 0;
  await waitFor(() => expect(streams).toHaveLength(1), { timeout: 5_000 });
  await waitFor(() => expect(livePollMs()).toBe(30_000));
});

test("R14 after waking, coming back or going online everything is read at once; a hidden tab reads nothing", async () => {
  await open();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  say("id: 7-b1\nevent: change\ndata: alerts\n\n");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(reads).toBe(1);
  hidden.mockReturnValue(false);
  for (const [target, event] of [
    [document, new Event("visibilitychange")],
    [window, new Event("online")],
    [window, Object.assign(new Event("pageshow"), { persisted: true })],
  ] as const) {
    const before: number = reads;
    target.dispatchEvent(event);
    await waitFor(() => expect(reads).toBeGreaterThan(before));
    await new Promise((resolve) => setTimeout(resolve, 550));
  }
});

test("R14 after 90 seconds without a word from stream or answer the page says since when it is not live", async () => {
  await open();
  expect(screen.queryByText(/Not live since/)).toBeNull();
  const spokeAt = Date.now() - 100_000;
  setLiveStatus({ spokeAt });
  await screen.findByText(`Not live since ${new Date(spokeAt).toISOString().slice(11, 16)} UTC.`);
  await screen.findByText(/^Not updating since/);
  say("event: beat\ndata\n\n");
  await waitFor(() => expect(screen.queryByText(/Not live since/)).toBeNull());
});

test("since when it is not live is told on the clock of the page's zone", async () => {
  await open("zone=Asia/Kolkata");
  const spokeAt = Date.now() - 100_000;
  setLiveStatus({ spokeAt });
  const there = new Date(spokeAt + 5.5 * 3_600_000).toISOString().slice(11, 16);
  await screen.findByText(`Not live since ${there} GMT+5:30.`);
});

test("the control says when the stream is down, and that the page asks", async () => {
  await open();
  await screen.findByText("Live");
  expect(screen.queryByText(/Reconnecting/)).toBeNull();
  setLiveStatus({ downSince: Date.now() - 11_000 });
  await screen.findByText(/Reconnecting, asks every 5 s/);
});

test("R16 a page of an older build loads itself anew once, not while somebody types", async () => {
  const reload = vi.fn();
  vi.stubGlobal("location", Object.assign(Object.create(window.location), { reload }));
  const field = document.body.appendChild(document.createElement("input"));
  await open();
  field.focus();
  say("id: 7-b2\nevent: resync\ndata\n\n");
  await waitFor(() => expect(reads).toBe(2));
  expect(reload).not.toHaveBeenCalled();
  field.remove();
  say("event: beat\ndata\n\n");
  await waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
  for (const build of ["b2", "b1", "b3", "b2"]) say(`id: 8-${build}\nevent: resync\ndata\n\n`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(reload).toHaveBeenCalledTimes(1);
});
