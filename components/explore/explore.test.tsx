// @vitest-environment happy-dom

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExploreResult } from "@/lib/explore/explore-result";
import { Explore } from "./explore";

// How long things take is the machine's affair.
configure({ asyncUtilTimeout: 15_000 });

const EMPTY: ExploreResult = {
  status: "ok",
  source: "main",
  grid: { start: 0, step: 60_000, count: 2 },
  frames: [],
  notices: [{ severity: "warning", text: "A block is missing." }],
  partial: true,
  asOf: 60_000,
  newestSampleAt: null,
  tookMs: 1,
  cached: false,
  live: false,
};

let server: Server;
let sent: Record<string, unknown>[];
let left: number;
/** What the portal does with the next query: answer, or think. */
let next: { status: number; body: unknown } | "thinks";

beforeEach(async () => {
  sessionStorage.clear();
  sent = [];
  left = 0;
  next = { status: 200, body: EMPTY };
  server = createServer(async (request, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    sent.push(JSON.parse(body));
    response.on("close", () => {
      if (!response.writableEnded) left++;
    });
    if (next === "thinks") return;
    response.writeHead(next.status, { "content-type": "application/json" }).end(JSON.stringify(next.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  cleanup();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Returns what shows the page with another address. */
function open(search: string, fromInside = true): (search: string) => void {
  const { port } = server.address() as AddressInfo;
  const happy = window as unknown as { happyDOM: { setURL(url: string): void } };
  happy.happyDOM.setURL(`http://127.0.0.1:${port}/explore?${search}`);
  const client = new QueryClient();
  const page = (at: string) => (
    <SearchParamsContext value={new URLSearchParams(at)}>
      <QueryClientProvider client={client}>
        <Explore sources={["main", "second"]} fromInside={fromInside} />
      </QueryClientProvider>
    </SearchParamsContext>
  );
  const { rerender } = render(page(search));
  return (next) => rerender(page(next));
}

const state = () => screen.getByRole("region", { name: "Result" }).dataset.state;
const field = () => screen.getByLabelText("PromQL");
const type = (query: string) => fireEvent.change(field(), { target: { value: query } });
const inAddress = () => new URLSearchParams(window.location.search).get("expr");

test("the query of a link of the portal runs when the page opens, for its range and source; no data is no zero", async () => {
  open("expr=up&from=now-6h&to=now-1h&datasource=second&zone=Asia%2FTokyo");
  await screen.findByText(/This is not zero/);
  expect(sent).toMatchObject([{ query: "up", from: "now-6h", to: "now-1h", zone: "UTC", datasource: "second" }]);
  expect(state()).toBe("empty");
  expect(screen.getByText("A block is missing.")).toBeTruthy();
});

test("a query from outside is filled in and waits to be run, also when the person goes away from it and back", async () => {
  const foreign = "expr=up&from=now-6h&to=now-1h";
  const show = open(foreign, false);
  show("");
  expect(screen.getByText("Nothing asked yet")).toBeTruthy();
  show(foreign);
  expect((field() as HTMLTextAreaElement).value).toBe("up");
  expect(screen.getByText("Not run yet")).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(sent).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Run this query" }));
  await screen.findByText(/This is not zero/);
  expect(sent).toMatchObject([{ query: "up", from: "now-6h" }]);
  expect(inAddress()).toBe("up");
});

test("what this tab ran itself runs again when its page is loaded anew, and nothing else does", async () => {
  open("");
  type("up");
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await waitFor(() => expect(inAddress()).toBe("up"));
  cleanup();
  open("expr=down", false);
  expect(screen.getByText("Not run yet")).toBeTruthy();
  cleanup();
  open("expr=up", false);
  await screen.findByText(/This is not zero/);
  expect(sent.map(({ query }) => query)).toEqual(["up", "up"]);
});

test("nothing is asked without a query; Ctrl+Enter asks what was typed, and then it is in the address", async () => {
  open("");
  expect(screen.getByText("Nothing asked yet")).toBeTruthy();
  type("up");
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(sent).toEqual([]);
  fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(inAddress()).toBe("up"));
  expect(sent).toMatchObject([{ query: "up", datasource: "main" }]);
});

test("a query that is cancelled is cancelled at the portal too, and claims nothing", async () => {
  next = "thinks";
  open("expr=up");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(state()).toBe("loading");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText("Cancelled");
  await waitFor(() => expect(left).toBe(1));
  next = { status: 200, body: EMPTY };
  fireEvent.click(screen.getByRole("button", { name: "Run it again" }));
  await screen.findByText(/This is not zero/);
});

test("a refusal names the place, and cannot be tried again as it is", async () => {
  const detail = "The query ends too early.";
  next = { status: 400, body: { error: "bad_request", detail, place: { line: 2, column: 3 } } };
  open("");
  type("up +\n  (");
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText(detail);
  expect(screen.getByText(/Line 2, column 3/).parentElement?.querySelector("mark")?.textContent).toBe("(");
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  type("up");
  expect(field().getAttribute("aria-invalid")).toBe("false");
  expect(screen.getByText(/up \+/, { selector: "pre" })).toBeTruthy();
});

test("L09 what could name a person comes into no address", async () => {
  next = { status: 422, body: { error: "phi_in_query", detail: "could name a person (EMAIL)" } };
  open("");
  type('up{user="jane.roe@example.com"}');
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  await screen.findByText(/could name a person \(EMAIL\)/);
  expect(window.location.href).not.toContain("jane");
  expect(inAddress()).toBeNull();
});

test("the source's own refusal is in its words", async () => {
  const message = '1:6: parse error: expected type range vector in call to function "rate"';
  const place = { line: 1, column: 6 };
  next = { status: 200, body: { status: "error", source: "main", code: "upstream_error", message, place } };
  open("expr=rate(up)");
  await screen.findByText(message);
  expect(screen.getByText("The source refused this query")).toBeTruthy();
  expect(screen.getByText(/Line 1, column 6/).parentElement?.querySelector("mark")?.textContent).toBe("u");
});
