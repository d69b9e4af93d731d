// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { renderToReadableStream } from "react-dom/server.browser";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PanelView } from "@/lib/dashboards/dashboard-view";
import { VISUALIZATIONS } from "@/lib/dashboards/model";
import { acceptFailure, acceptResult, EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";
import { failedTarget, frameOf, NOW, okTarget, panelOf, resultOf } from "@/tests/support/panel-fixtures";
import { BoardContext, type BoardView } from "./board-context";
import { NowProvider } from "./now-context";
import { PanelCard } from "./panel-card";

const retry = vi.fn();
const board: BoardView = {
  dashboardId: "executive",
  zone: "UTC",
  annotations: [],
  retry,
  inspect: () => {},
  inspected: null,
};
const panel = panelOf();
const good = acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1, 1.2, 1.42])])]), NOW);
const unreachable = { code: "upstream_unreachable", message: "connect ECONNREFUSED" } as const;

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ["Date", "setInterval", "clearInterval"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function cardOf(record: PanelRecord, shown: PanelView, now = NOW) {
  return (
    <SearchParamsContext value={new URLSearchParams()}>
      <NowProvider serverNow={now}>
        <BoardContext value={board}>
          <PanelCard panel={shown} record={record} />
        </BoardContext>
      </NowProvider>
    </SearchParamsContext>
  );
}

function draw(record: PanelRecord, shown: PanelView = panel, now = NOW) {
  vi.setSystemTime(now);
  const { container } = render(cardOf(record, shown, now));
  return {
    text: container.textContent ?? "",
    html: container.innerHTML,
    state: container.querySelector("section")?.dataset.state,
  };
}

test("loading holds its room and claims nothing", () => {
  const { state, text } = draw(EMPTY_RECORD);
  expect(state).toBe("loading");
  expect(text).not.toMatch(/On target|\d s/);
});

test("ok: figures, status, source, age, step", () => {
  const { state, text, html } = draw(good, panel, NOW + 8000);
  expect(state).toBe("ok");
  for (const word of ["On target", "1.42 s", "Prometheus", "8 s ago", "1 min step", "Target 2 s"])
    expect(text).toContain(word);
  expect(html).toContain('aria-label="Response time from 2026-11-23T13:58:00Z');
});

test("empty says no data, not zero, and never on target", () => {
  const { state, text } = draw(acceptResult(EMPTY_RECORD, resultOf([okTarget([])]), NOW));
  expect(state).toBe("empty");
  expect(text).toContain("This is not zero");
  expect(text).not.toContain("On target");
});

test("partial tells the upstream's words and still draws", () => {
  const record = acceptResult(
    EMPTY_RECORD,
    resultOf([okTarget([frameOf([1])]), failedTarget("sample limit", "B")]),
    NOW,
  );
  const { state, text } = draw(record);
  expect(state).toBe("partial");
  expect(text).toContain("sample limit");
  expect(text).toContain("p95");
});

test("stale keeps the last figure, greyed, with its age and the reason; never a status", () => {
  const { state, text, html } = draw(acceptFailure(good, unreachable, NOW), panel, NOW + 120_000);
  expect(state).toBe("stale");
  expect(text).toContain("connect ECONNREFUSED");
  expect(text).toContain("1.42 s");
  expect(html).toContain('class="greyed"');
  expect(text).not.toContain("On target");
});

test("error: the upstream's words, when it last worked, a way to try again and to the sources; no figure", () => {
  const failed = acceptFailure(good, unreachable, NOW);
  const { state, text } = draw(failed, panel, NOW + 301_000);
  expect(state).toBe("error");
  expect(text).toContain("connect ECONNREFUSED");
  expect(text).toContain("Last good answer 14:00:00");
  expect(text).not.toContain("1.42");
  expect(screen.getByRole("link", { name: "See the source's status" }).getAttribute("href")).toBe("/status");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
});

test("forbidden shows no figure", () => {
  const { state, text } = draw(
    acceptFailure(good, { code: "forbidden", message: "Your role does not allow this" }, NOW),
  );
  expect(state).toBe("forbidden");
  expect(text).toContain("Your role does not allow this");
  expect(text).not.toContain("1.42");
});

test.each(VISUALIZATIONS)(
  "%s is drawn on the server without a style attribute, and in words",
  async (visualization) => {
    const shown = panelOf({ visualization, columns: [{ label: "pod", title: "Pod" }] });
    const frames = [frameOf([1, null, null, 3, 6], "a", { pod: "a" }), frameOf([0, 1, 2, 3, 4], "b", { pod: "b" })];
    const html = await drawnOnServer(cardOf(acceptResult(EMPTY_RECORD, resultOf([okTarget(frames)]), NOW), shown));
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).toMatch(/<(svg|table)/);
    if (visualization !== "table" && visualization !== "stat")
      expect(html).toMatch(/role="img"[^>]*aria-label|aria-label[^>]*role="img"/);
  },
);

/** As Next does: what is loaded late is in the HTML too. */
async function drawnOnServer(element: React.ReactElement): Promise<string> {
  const stream = await renderToReadableStream(element);
  await stream.allReady;
  return new Response(stream).text();
}

test("a table, which may be wider than its panel, is scrolled by keyboard and says which it is", async () => {
  const shown = panelOf({ visualization: "table", title: "Pods", columns: [{ label: "pod", title: "Pod" }] });
  draw(acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1], "a", { pod: "a" })])]), NOW), shown);
  expect((await screen.findByRole("region", { name: "Pods, table" })).tabIndex).toBe(0);
});

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  '"><script>alert(1)</script>',
  "{{7*7}}$" + "{7*7}",
  "\u202Egnp.exe",
  "Z\u0351\u036B\u0343algo",
  "__proto__",
  "constructor",
  "&lt;b&gt;",
];

test.each(VISUALIZATIONS)("G01 G02 G08 %s shows hostile names as they are", async (visualization) => {
  const shown = panelOf({ visualization, columns: [{ label: "pod", title: "Pod" }] });
  const frames = HOSTILE.map((name) => frameOf([1, 2, 3], name, { pod: name }));
  const html = await drawnOnServer(cardOf(acceptResult(EMPTY_RECORD, resultOf([okTarget(frames)]), NOW), shown));
  expect(html).not.toMatch(/<img|<script>alert/);
  const container = document.createElement("div");
  container.append(new DOMParser().parseFromString(html.replace(/<script>.*?<\/script>/gs, ""), "text/html").body);
  expect(container.querySelector("img, script")).toBeNull();
  if (visualization === "stat" || visualization === "statusbars" || visualization === "pie") return;
  for (const name of HOSTILE) expect(container.textContent).toContain(name);
});

test("G07 a name of ten thousand characters is cut on the screen and whole in its title", () => {
  const name = `${"x".repeat(10_000)}-end`;
  const { container } = render(
    cardOf(acceptResult(EMPTY_RECORD, resultOf([okTarget([frameOf([1], name)])]), NOW), panel),
  );
  const entry = container.querySelector(".legend li");
  expect(entry?.getAttribute("title")).toBe(name);
  expect(entry?.textContent?.length).toBeLessThan(60);
});
