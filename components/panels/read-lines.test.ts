import fc from "fast-check";
import { expect, test } from "vitest";
import { readLines } from "./read-lines";

test("lines come whole, wherever the network cuts, also inside a character", async () => {
  const text = fc.array(fc.string({ unit: "grapheme", minLength: 1 }).filter((line) => !line.includes("\n")));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
      const seen: string[] = [];
      for await (const line of readLines(chunksOf(bytes, size))) seen.push(line);
      expect(seen).toEqual(lines);
    }),
  );
});

test("leaving early cancels the stream", async () => {
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("line\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _ of readLines(endless)) break;
  expect(cancelled).toBe(true);
});

function chunksOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
