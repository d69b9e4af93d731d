import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeBatch } from "@/lib/dashboards/encode-batch";
import type { PanelResult } from "@/lib/dashboards/panel-result";

const CHROMIUM = "/usr/bin/chromium";
const PAUSE_MS = 250;
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
    const { headers, chunks } = encodeBatch(slowly(), request.headers["accept-encoding"] ?? null);
    response.writeHead(200, headers);
    for await (const chunk of chunks) response.write(chunk);
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

async function* slowly(): AsyncGenerator<PanelResult> {
  for (const panel of panels) {
    yield panel;
    await sleep(PAUSE_MS);
  }
}

test("Node and curl read the joined pieces as one body", async () => {
  expect(await (await fetch(`${address}/batch`)).text()).toBe(text);
  expect((await run("curl", ["-sS", "--compressed", `${address}/batch`])).stdout).toBe(text);
  expect((await run("curl", ["-sS", `${address}/batch`])).stdout).toBe(text);
});

test("Chromium shows each line as it lands, not at the end", async () => {
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
    const seen = await page.evaluate(async () => {
      const reader = (await fetch("/batch")).body?.pipeThrough(new TextDecoderStream()).getReader();
      const arrivals: { text: string; at: number }[] = [];
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
        arrivals.push({ text: next.value, at: performance.now() });
      return arrivals;
    });
    expect(seen.map((arrival) => arrival.text).join("")).toBe(text);
    expect(seen).toHaveLength(panels.length);
    expect((seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(PAUSE_MS);
  } finally {
    await browser.close();
  }
});
