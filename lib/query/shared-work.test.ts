import { expect, test } from "vitest";
import { SharedWork } from "./shared-work";

function controllable() {
  const calls: { signal: AbortSignal; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((finish, fail) => {
      calls.push({ signal, finish, fail });
      signal.addEventListener("abort", () => fail(signal.reason));
    });
  return { calls, work };
}

test("E19 twenty readers, one piece of work", async () => {
  const shared = new SharedWork<string>();
  const { calls, work } = controllable();
  const readers = Array.from({ length: 20 }, () => shared.run("k", new AbortController().signal, work));
  expect(calls).toHaveLength(1);
  calls[0]?.finish("v");
  const answers = await Promise.all(readers);
  expect(answers.map(({ value }) => value)).toEqual(Array(20).fill("v"));
  expect(answers.filter(({ joined }) => joined)).toHaveLength(19);
});

test("E18 the work goes on while one reader is left, and is aborted with the last", async () => {
  const shared = new SharedWork<string>();
  const { calls, work } = controllable();
  const [a, b] = [new AbortController(), new AbortController()];
  const first = shared.run("k", a.signal, work);
  const second = shared.run("k", b.signal, work);
  a.abort(new Error("left"));
  await expect(first).rejects.toThrow("left");
  expect(calls[0]?.signal.aborted).toBe(false);
  b.abort(new Error("left too"));
  await expect(second).rejects.toThrow("left too");
  expect(calls[0]?.signal.aborted).toBe(true);
  const third = shared.run("k", new AbortController().signal, work); // not joined to what was torn down
  expect(calls).toHaveLength(2);
  calls[1]?.finish("fresh");
  expect((await third).value).toBe("fresh");
});

test("a failure reaches everybody and is not remembered", async () => {
  const shared = new SharedWork<string>();
  const { calls, work } = controllable();
  const readers = [1, 2].map(() => shared.run("k", new AbortController().signal, work));
  calls[0]?.fail(new Error("down"));
  for (const reader of readers) await expect(reader).rejects.toThrow("down");
  void shared.run("k", new AbortController().signal, work).catch(() => {});
  expect(calls).toHaveLength(2);
});
