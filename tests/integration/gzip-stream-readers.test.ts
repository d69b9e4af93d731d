import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeBatch } from "@/lib/dashboards/encode-batch";
import type { PanelResult } from "@/lib/dashboards/panel-result";

const CHROMIUM = "/usr/bin/chromium";
const run = promisify(execFile);

const panels: PanelResult[] = ["a", "b", "c"].map((panelId) => ({
  panelId,
  range: { from: 0, to: 1 },
  targets: [],
}));
const text = panels.map((panel) => `${JSON.stringify(panel)}\n`).join("");

let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === "/") return response.setHeader("content-type", "text/html").end("<p>page</p>");
    if (request.url === "/go") {
      openGate();
      return response.end();
    }
    const { headers, chunks } = encodeBatch(gated(), request.headers["accept-encoding"] ?? null);
    response.writeHead(200, headers);
    for await (const chunk of chunks) response.write(chunk);
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

/** Everything after the first line waits for the gate. */
let gate = Promise.resolve();
let openGate = () => {};

async function* gated(): AsyncGenerator<PanelResult> {
  for (const [index, panel] of panels.entries()) {
    if (index > 0) await gate;
    yield panel;
  }
}

test("Node and curl read the joined pieces as one body", async () => {
  expect(await (await fetch(`${address}/batch`)).text()).toBe(text);
  expect((await run("curl", ["-sS", "--compressed", `${address}/batch`])).stdout).toBe(text);
  expect((await run("curl", ["-sS", `${address}/batch`])).stdout).toBe(text);
});

test("Chromium shows the first line before the last is sent", async () => {
  const browser = await chromium.launch({
    ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
    args: [
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
    // The page opens the gate once it has read the first line: were it shown at the end only, nothing would ever come.
    const seen = await page.evaluate(async () => {
      const reader = (await fetch("/batch")).body?.pipeThrough(new TextDecoderStream()).getReader();
      let read = "";
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        if (!read.includes("\n") && next.value.includes("\n")) await fetch("/go");
        read += next.value;
      }
      return read;
    });
    expect(seen).toBe(text);
  } finally {
    await browser.close();
  }
});
