import { expect, test } from "vitest";
import { shortNames } from "./short-names";

const named = (pods: string[], before: string) =>
  shortNames(pods.map((pod) => ({ name: `${before} ${pod}`, labels: { job: "kubelet", pod } })));

test("what begins the name of every pod is left out, where names are too long", () => {
  expect(named(["medinovai-backend-6d8f4b-2xkqz", "medinovai-worker-7c9d5-4jz8p"], "Memory %")).toEqual([
    "Memory % backend-6d8f4b-2xkqz",
    "Memory % worker-7c9d5-4jz8p",
  ]);
});

test("short names stay as they are, and so do letters that are alike by chance", () => {
  expect(named(["queue-a", "queue-b"], "Age")).toEqual(["Age queue-a", "Age queue-b"]);
  const [first] = named(["medinovai_one", "medical_two"], "Share of the limit of the pod");
  expect(first).toBe("Share of … the pod medinovai_one");
});

test("a value that all have is not left out: the name is cut in the middle", () => {
  expect(named(["medinovai-backend-6d8f4b-2xkqz"], "Share of limit:")).toEqual(["Share of …i-backend-6d8f4b-2xkqz"]);
});

test("a label that not every series has changes nothing", () => {
  const pod = "medinovai-backend-6d8f4b-2xkqz";
  const all = { name: "All pods of the namespace together", labels: {} };
  expect(shortNames([{ name: pod, labels: { pod } }, all])[0]).toBe(pod);
});

test("a hostile value is no pattern of a replacement", () => {
  const [first] = named(["aaa-$&-$1-and-more-of", "aaa-b"], "Memory % of");
  expect(first).toBe("Memory % of $&-$1-and-more-of");
});
