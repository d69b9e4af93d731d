import { expect, test } from "vitest";
import { hostilePieces } from "@/tests/phi/hostile-pieces";
import { redactText } from "./redact-text";

const redaction = { queries: "strip", token: (name: string) => `‹${name}:1-Xx›` } as const;

const CPU_ROUNDS = 3;
const ATTEMPTS = 6;

function processorTime(text: string): number {
  const times = Array.from({ length: CPU_ROUNDS }, () => {
    const before = process.cpuUsage();
    redactText(text, redaction);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}

test.each(Object.entries(hostilePieces))("M07 twice as much of %s takes twice as long", (_title, piece) => {
  // Below the cap, so that all of it is looked at.
  const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  processorTime(text(15_000));
  const ratios: number[] = [];
  while (ratios.length < ATTEMPTS) {
    // A floor: below it the clock's grain and a busy machine say more than the work.
    ratios.push(Math.max(processorTime(text(60_000)), 500) / Math.max(processorTime(text(30_000)), 500));
    if (ratios.at(-1)! < 2.6) break;
  }
  expect(Math.min(...ratios)).toBeLessThan(2.6);
});
