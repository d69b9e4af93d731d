import { describe, expect, test } from "vitest";
import { ownRunbookPath } from "./own-runbook-path";

const KEPT = new Set(["HighErrorRate"]);
const PORTAL = "https://portal.example.com";

describe("F01 an annotation names a runbook of the portal's own", () => {
  test.each(["/runbooks/HighErrorRate", "https://portal.example.com/runbooks/HighErrorRate"])("%s", (text) => {
    expect(ownRunbookPath(text, PORTAL, KEPT)).toBe("/runbooks/HighErrorRate");
  });

  test("whatever PORTAL_URL ends with, and also while it is a plain http address", () => {
    expect(ownRunbookPath("http://127.0.0.1:3000/runbooks/HighErrorRate", "http://127.0.0.1:3000/", KEPT)).toBe(
      "/runbooks/HighErrorRate",
    );
  });

  test.each([
    undefined,
    "",
    "/runbooks/Unknown",
    "/runbooks/",
    "/runbooks/../alerts",
    "/runbooks/HighErrorRate/../../admin/members",
    "/runbooks/HighErrorRate?next=//evil.test",
    "/runbooks/HighErrorRate\n",
    " /runbooks/HighErrorRate",
    "//portal.example.com/runbooks/HighErrorRate",
    "//evil.test/runbooks/HighErrorRate",
    "https://portal.example.com.evil.test/runbooks/HighErrorRate",
    "https://portal.example.com@evil.test/runbooks/HighErrorRate",
    "https://portal.example.com:8443/runbooks/HighErrorRate",
    "http://portal.example.com/runbooks/HighErrorRate",
    "javascript:alert(1)//runbooks/HighErrorRate",
    "/admin/members",
  ])("not %j", (text) => {
    expect(ownRunbookPath(text, PORTAL, KEPT)).toBeNull();
  });
});
