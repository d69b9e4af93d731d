import { expect, test } from "vitest";
import { episodeSubtitle } from "./episode-words";

const common = { alertname: "UnencryptedDataAccess", severity: "critical", service: "medinovai" };

test.each([
  [{ ...common, pod: "a", instance: "b" }, "Patients wait", "a, b"],
  [{ ...common, job: "medinovai-portal" }, "Data was read", "Data was read, medinovai-portal"],
  [{ ...common, job: "medinovai-portal" }, undefined, "medinovai-portal"],
  [common, "Data was read", "Data was read"],
  [common, undefined, ""],
])("two alerts of one name are told apart: %o", (labels, summary, expected) => {
  expect(episodeSubtitle({ labels, annotations: summary ? { summary } : {} })).toBe(expected);
});
