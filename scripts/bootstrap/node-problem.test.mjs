import { expect, test } from "vitest";
import { nodeProblem } from "./node-problem.mjs";

test.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0"])("Node %s is new enough", (version) => {
  expect(nodeProblem(version)).toBeNull();
});

test.each(["20.18.9", "18.20.8", "0.12.18", "16.0.0"])(
  "Node %s is refused in one line that says what to do",
  (version) => {
    const line = nodeProblem(version);
    expect(line).toContain(`this is ${version}`);
    expect(line).toContain("20.19");
    expect(line.split("\n")).toHaveLength(1);
  },
);
