// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { NowProvider } from "./now-context";
import { PrintedRange } from "./printed-range";

test("paper says the range as two instants, and the zone by name", () => {
  const scope = {
    dashboardId: "executive",
    from: "2026-01-05T08:00:00Z",
    to: "2026-01-05T14:30:00Z",
    zone: "Europe/Berlin",
    variables: {},
  };
  const { container } = render(
    <NowProvider serverNow={Date.parse("2026-01-06T00:00:00Z")}>
      <PrintedRange scope={scope} />
    </NowProvider>,
  );
  expect(container.textContent).toMatch(
    /^Mon 5 Jan 2026, 09:00 (CET|GMT\+1) – Mon 5 Jan 2026, 15:30 (CET|GMT\+1), Europe\/Berlin$/,
  );
});
