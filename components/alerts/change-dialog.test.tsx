// @vitest-environment happy-dom

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
/** The episode as the portal knows it when it is read. */
let standing: EpisodeView;
let closed: number;

beforeEach(async () => {
  sent = [];
  closed = 0;
  standing = episode;
  server = createServer(async (request, response) => {
    if (request.method === "GET") {
      const page = { runbookUrl: null, boardPath: null, timeline: [], told: [], previous: [], asOf: episode.openedAt };
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ ...page, episode: standing }));
    }
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
  show();
});
afterEach(async () => {
  cleanup();
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChangeDialog change={{ verb: "acknowledge", episode }} person="Priya Raman" onClose={() => closed++} />
    </QueryClientProvider>,
  );
const press = (name: RegExp) => fireEvent.click(screen.getByRole("button", { name, hidden: true }));
const note = (text: string) =>
  fireEvent.change(screen.getByRole("textbox", { hidden: true }), { target: { value: text } });

test("focus goes to the note, not to the close button", () => {
  expect(document.activeElement).toBe(screen.getByRole("textbox", { hidden: true }));
});

test("where a thumb types the keys do not rise over the button: the note waits to be touched", () => {
  cleanup();
  vi.stubGlobal("matchMedia", (media: string) => ({ matches: media === "(pointer: coarse)" }));
  show();
  expect(document.activeElement).not.toBe(screen.getByRole("textbox", { hidden: true }));
});

test("how long it holds is said for this alert", () => {
  expect(screen.getByRole("option", { name: "Usual time: 1 h", hidden: true })).toBeTruthy();
});

test("Ctrl and Enter in the note send it", async () => {
  next = { status: 200, body: { changed: true, episode: { ...episode, state: "acknowledged", version: 2 } } };
  note("On it");
  fireEvent.keyDown(screen.getByRole("textbox", { hidden: true }), { key: "Enter" });
  fireEvent.keyDown(screen.getByRole("textbox", { hidden: true }), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(closed).toBe(1));
  expect(sent.map(({ body }) => body)).toEqual([{ note: "On it" }]);
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

test("what was somebody else's by then can be taken over, with the words already written", async () => {
  next = { status: 409, body: { error: "conflict", detail: "Tom Okafor has this alert.", requestId: "r" } };
  standing = { ...episode, state: "acknowledged", acknowledgedBy: "Tom Okafor", version: 2 };
  note("On it");
  press(/Acknowledge as/);
  await screen.findByText(/Not acknowledged\. Tom Okafor has this alert/);
  await screen.findByRole("button", { name: "Take over from Tom Okafor", hidden: true });
  next = { status: 200, body: { changed: true, episode: { ...standing, acknowledgedBy: "Priya Raman", version: 3 } } };
  press(/Take over from Tom Okafor/);
  await waitFor(() => expect(closed).toBe(1));
  expect(sent[1]).toMatchObject({
    path: `/api/alerts/${episode.id}/take-over`,
    version: '"2"',
    body: { reason: "On it" },
  });
});

test("I04 after a refusal because the alert had changed, trying again names the version of now", async () => {
  next = { status: 412, body: { error: "precondition_failed", detail: "It has changed: look again.", requestId: "r" } };
  standing = { ...episode, severity: "warning", version: 3 };
  note("On it");
  press(/Acknowledge as/);
  await screen.findByText(/It has changed/);
  await screen.findByRole("option", { name: "Usual time: 4 h", hidden: true });
  next = { status: 200, body: { changed: true, episode: { ...standing, state: "acknowledged", version: 4 } } };
  press(/Try again/);
  await waitFor(() => expect(closed).toBe(1));
  expect(sent[1]).toMatchObject({
    path: `/api/alerts/${episode.id}/acknowledge`,
    version: '"3"',
    body: { note: "On it" },
  });
});
