import { expect, test } from "vitest";
import { tilePath } from "./tile-path";

test("places of tiles are those of C2SP tlog-tiles", () => {
  expect(tilePath(0, 1_234_067, 256)).toBe("tile/0/x001/x234/067");
  expect(tilePath("entries", 273, 112)).toBe("tile/entries/273.p/112");
  expect(tilePath(2, 0, 1)).toBe("tile/2/000.p/1");
});
