import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Slots } from "./slots";

const never = new AbortController().signal;

test("never more than its size at once, and all get their turn", async () => {
  const slots = new Slots(3);
  let [running, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(2);
    running--;
    done++;
  };
  await Promise.all(Array.from({ length: 20 }, () => slots.run(work, new AbortController().signal)));
  expect([most, done]).toEqual([3, 20]);
});

test("one that fails gives its slot on; one that leaves the queue is forgotten", async () => {
  const slots = new Slots(1);
  const abort = new AbortController();
  const failing = slots.run(async () => {
    await sleep(5);
    throw new Error("no");
  }, never);
  const leaving = slots.run(async () => "never", abort.signal);
  const waiting = slots.run(async () => "mine", never);
  abort.abort(new Error("left"));
  await expect(leaving).rejects.toThrow("left");
  await expect(failing).rejects.toThrow("no");
  await expect(waiting).resolves.toBe("mine");
  await expect(slots.run(async () => "again", never)).resolves.toBe("again");
});
