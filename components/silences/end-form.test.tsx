// @vitest-environment happy-dom

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SilenceView } from "@/lib/silences/silence-view";
import { EndForm } from "./end-form";

// How long things take is the machine's affair.
configure({ asyncUtilTimeout: 15_000 });

const silence: SilenceView = {
  id: "7174f04f-f030-4fe0-b616-33aaa6bc11d6",
  state: "active",
  matchers: [{ name: "alertname", value: "HighErrorRate", isRegex: false, isEqual: true }],
  startsAt: "2026-11-23T12:00:00.000Z",
  endsAt: "2026-11-23T14:00:00.000Z",
  updatedAt: "2026-11-23T12:00:00.000Z",
  author: "Priya Raman <priya@example.test>",
  verified: true,
  reason: "Load test",
  changedElsewhere: false,
  lastChange: null,
  alertmanagers: ["main"],
  heldBack: { count: 2, critical: 1, names: ["HighErrorRate"], watchdog: false },
};

let server: Server;
let sent: { path: string; key: string; body: unknown }[];
/** What the portal does with the next request: answer, or hang up. */
let next: { status: number; body: unknown } | "hang up";
let closed: number;

beforeEach(async () => {
  sent = [];
  closed = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    sent.push({ path: request.url ?? "", key: String(request.headers["idempotency-key"]), body: JSON.parse(body) });
    if (next === "hang up") return void response.destroy();
    response.writeHead(next.status, { "content-type": "application/json" }).end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(`http://127.0.0.1:${port}/x`);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EndForm silence={silence} person="Priya Raman" onClose={() => closed++} />
    </QueryClientProvider>,
  );
});
afterEach(async () => {
  cleanup();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const press = (name: RegExp) => fireEvent.click(screen.getByRole("button", { name }));
/** On a busy machine the first answer's schema takes its time. */
const PATIENCE = { timeout: 10_000 };
const found = (words: RegExp) => screen.findByText(words, undefined, PATIENCE);
const say = (reason: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: reason } });

test("it says what will be notified again, and nothing is sent without a reason", () => {
  expect(screen.getByText(/The 2 alerts it holds back are notified again/)).toBeTruthy();
  press(/End as Priya Raman/);
  say("no");
  press(/End as Priya Raman/);
  expect(sent).toEqual([]);
});

test("I13 without an answer, and while the outcome is unknown, trying again carries the same key", async () => {
  next = "hang up";
  say(" It is over ");
  press(/End as/);
  await found(/Not ended/);
  next = { status: 502, body: { error: "upstream_failed", detail: "It did not answer in time.", outcome: "unknown" } };
  press(/Try again/);
  await found(/Outcome unknown/);
  next = { status: 200, body: { silenceId: silence.id, endsAt: null } };
  press(/Try again/);
  await waitFor(() => expect(closed).toBe(1), PATIENCE);
  expect(sent).toHaveLength(3);
  expect(sent[0]).toMatchObject({ path: `/api/silences/${silence.id}/expire`, body: { reason: "It is over" } });
  expect(sent[0]!.key).toMatch(/^[0-9a-f]{32}$/);
  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]).toEqual(sent[0]);
});

test.each([
  [409, { error: "conflict", detail: "The silence is over already." }],
  [502, { error: "upstream_failed", detail: "Alertmanager main refused it: disk full", outcome: "failed" }],
])("after a %i that is final, trying again is another request", async (status, body) => {
  next = { status, body };
  say("It is over");
  press(/End as/);
  await found(new RegExp(body.detail));
  press(/Try again/);
  await waitFor(() => expect(sent).toHaveLength(2), PATIENCE);
  expect(sent[1]!.key).not.toBe(sent[0]!.key);
  expect(closed).toBe(0);
});
