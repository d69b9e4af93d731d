// @vitest-environment happy-dom

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { ChangeDialog } from "./change-dialog";

const episode: EpisodeView = {
  id: "11111111-1111-4111-8111-111111111111",
  fingerprint: "b7d799bea7f719b5",
  source: "main",
  alertname: "HighErrorRate",
  severity: "critical",
  team: "platform",
  labels: { alertname: "HighErrorRate" },
  annotations: {},
  state: "firing",
  startsAt: "2026-11-23T12:00:00.000Z",
  endsAt: null,
  openedAt: "2026-11-23T12:00:00.000Z",
  lastSeenAt: "2026-11-23T12:00:00.000Z",
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

interface Sent {
  path: string;
  version: string;
  key: string;
  body: unknown;
}

// The answer comes over a real socket: how long it takes is the machine's affair.
configure({ asyncUtilTimeout: 15_000 });

let server: Server;
let sent: Sent[];
/** What the portal does with the next request: answer, or hang up. */
let next: { status: number; body: unknown } | "hang up";
let closed: number;

beforeEach(async () => {
  sent = [];
  closed = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { "if-match": version = "", "idempotency-key": key = "" } = request.headers;
    sent.push({ path: request.url ?? "", version, key: String(key), body: JSON.parse(body) });
    await new Promise((resolve) => setTimeout(resolve, 150)); // long enough to see that it is pending
    if (next === "hang up") return void response.destroy();
    response.writeHead(next.status, { "content-type": "application/json" }).end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`http://127.0.0.1:${port}/alerts`);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChangeDialog change={{ verb: "acknowledge", episode }} person="Priya Raman" onClose={() => closed++} />
    </QueryClientProvider>,
  );
});
afterEach(async () => {
  cleanup();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const press = (name: RegExp) => fireEvent.click(screen.getByRole("button", { name, hidden: true }));
const note = (text: string) =>
  fireEvent.change(screen.getByRole("textbox", { hidden: true }), { target: { value: text } });

test("focus goes to the note, not to the close button", () => {
  expect(document.activeElement).toBe(screen.getByRole("textbox", { hidden: true }));
});

test("I13 without an answer it says so and stays open; the retry carries the same key", async () => {
  next = "hang up";
  note("On it");
  press(/Acknowledge as Priya Raman/);
  await screen.findByRole("button", { name: /Acknowledging/, hidden: true });
  await screen.findByText(/Not acknowledged/);
  expect(closed).toBe(0);
  next = {
    status: 200,
    body: { changed: true, episode: { ...episode, state: "acknowledged", acknowledgedBy: "Priya Raman", version: 2 } },
  };
  press(/Try again/);
  await waitFor(() => expect(closed).toBe(1));
  expect(sent).toHaveLength(2);
  expect(sent[0]).toMatchObject({
    path: `/api/alerts/${episode.id}/acknowledge`,
    version: '"1"',
    body: { note: "On it" },
  });
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[0]!.key).toMatch(/^[0-9a-f]{32}$/);
});

test("other words are another request, with another key", async () => {
  next = "hang up";
  press(/Acknowledge as/);
  await screen.findByText(/Not acknowledged/);
  note("Now with a reason");
  press(/Try again/);
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]!.key).not.toBe(sent[0]!.key);
});

test("a refusal names the owner, in the portal's words", async () => {
  next = { status: 409, body: { error: "conflict", detail: "Tom Okafor has this alert.", requestId: "r" } };
  press(/Acknowledge as/);
  await screen.findByText(/Tom Okafor has this alert/);
  expect(closed).toBe(0);
});
