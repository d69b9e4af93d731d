import { expect, test } from "vitest";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { type AlarmMemory, alarmsDue } from "./alarms-due";

const alert = (id: string, part: Partial<EpisodeView> = {}) =>
  ({
    ...{ id, severity: "critical", state: "firing", alertname: id },
    ...{ silencedBy: [], inhibitedBy: [], mutedBy: [] },
    ...part,
  }) as unknown as EpisodeView;

function nightOf(...polls: EpisodeView[][]): string[][] {
  let memory: AlarmMemory = {};
  return polls.map((open) => {
    const result = alarmsDue(memory, open);
    memory = result.memory;
    return result.due.map(({ id }) => id);
  });
}

test("once per episode, however often it is read; also after it was gone for a moment", () => {
  expect(nightOf([alert("a")], [alert("a"), alert("b")], [], [alert("a")])).toEqual([["a"], ["b"], [], []]);
});

test("again when it lost its owner", () => {
  const taken = alert("a", { state: "acknowledged" });
  expect(nightOf([alert("a")], [taken], [taken], [alert("a")], [alert("a")])).toEqual([["a"], [], [], ["a"], []]);
});

test("only of what is critical and not held back; of that once it is no longer held back", () => {
  const quiet = alert("b", { silencedBy: ["s"] });
  expect(nightOf([alert("a", { severity: "warning" }), quiet], [alert("b")])).toEqual([[], ["b"]]);
});

test("the memory has an end", () => {
  const many = Array.from({ length: 3_000 }, (_, index) => alert(`n${index}`));
  expect(Object.keys(alarmsDue({}, many).memory)).toHaveLength(2_000);
});
