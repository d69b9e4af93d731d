import { expect, test } from "vitest";
import { Gate } from "./gate";

const signal = new AbortController().signal;

test("so many inside, the others in the order they came", async () => {
  const gate = new Gate(2, 10);
  const order: number[] = [];
  const enter = async (n: number) => {
    const leave = await gate.enter(signal);
    order.push(n);
    return leave;
  };
  const first = await enter(1);
  await enter(2);
  const third = enter(3);
  const fourth = enter(4);
  await Promise.resolve();
  expect(order).toEqual([1, 2]);
  first();
  first(); // leaving twice lets only one in
  (await third)();
  await fourth;
  expect(order).toEqual([1, 2, 3, 4]);
});

test("who gives up while waiting frees the place, and too long a queue is refused", async () => {
  const gate = new Gate(1, 1);
  const leave = await gate.enter(signal);
  const impatient = new AbortController();
  const waiting = gate.enter(impatient.signal);
  await expect(gate.enter(signal)).rejects.toMatchObject({ code: "limit" });
  impatient.abort(new Error("gave up"));
  await expect(waiting).rejects.toThrow("gave up");
  leave();
  (await gate.enter(signal))();
});
