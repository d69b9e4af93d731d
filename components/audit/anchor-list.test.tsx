import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { AnchorView } from "@/lib/audit/anchor/anchor-view";
import { AnchorList } from "./anchor-list";

const NOW = "2026-11-28T12:00:00.000Z";
const anchor: AnchorView = {
  label: "S3 Object Lock",
  state: "ok",
  size: 1_234,
  anchoredAt: "2026-11-28T11:40:00.000Z",
  seenAt: "2026-11-28T11:57:00.000Z",
  independent: true,
  error: null,
  receipt: "locked until 2033-11-28",
};
const drawn = (...anchors: AnchorView[]) => renderToStaticMarkup(<AnchorList anchors={anchors} now={NOW} />);

test("an anchor is shown with what it holds, since when, and when it was seen", () => {
  const shown = drawn(anchor);
  expect(shown).toContain("1,234 entries since 28 Nov, 11:40 UTC, seen 3 min ago, locked until 2033-11-28");
  expect(shown).toContain("badge pass");
});

test("one that is not independent, late, failing or unknown is never green", () => {
  const bad: Partial<AnchorView>[] = [
    { independent: false },
    { state: "late" },
    { state: "failing", error: "S3 asks for fewer requests." },
    { state: "unknown", size: 0, anchoredAt: null, seenAt: null, receipt: null },
  ];
  for (const change of bad) expect(drawn({ ...anchor, ...change })).not.toContain("badge pass");
  expect(drawn()).toBe("none is configured");
});
