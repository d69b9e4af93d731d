import { expect, test, vi } from "vitest";
import { PortalError } from "./errors";

test("an error of another copy of the module is the same kind of error", async () => {
  vi.resetModules();
  const copy = await import("./errors");
  expect(copy.PortalError).not.toBe(PortalError);
  expect(new copy.PortalError("not_found")).toBeInstanceOf(PortalError);
  expect(new Error("not_found")).not.toBeInstanceOf(PortalError);
  expect({ name: "PortalError" }).not.toBeInstanceOf(PortalError);
});
