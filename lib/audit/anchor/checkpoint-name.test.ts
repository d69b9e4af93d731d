import { expect, test } from "vitest";
import { checkpointName, sizeOfName } from "./checkpoint-name";

test("names sort as sizes do, and lead back to them", () => {
  const sizes = [1, 9, 10, 99, 100, 1_000_000, Number.MAX_SAFE_INTEGER];
  const names = sizes.map(checkpointName);
  expect([...names].sort()).toEqual(names);
  expect(names.map(sizeOfName)).toEqual(sizes);
});

test.each(["", "1.checkpoint", ".draft", "0000000000000001.checkpoint.bak", "../0000000000000001.checkpoint"])(
  "%j is no name of a checkpoint",
  (name) => {
    expect(sizeOfName(name)).toBeNull();
  },
);
