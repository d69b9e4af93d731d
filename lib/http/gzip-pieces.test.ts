import { execFileSync } from "node:child_process";
import { crc32, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32Combine, crc32Shift } from "./crc32-combine";
import { gzipPiece, gzipStream } from "./gzip-pieces";

async function join(texts: string[]): Promise<Buffer> {
  async function* pieces() {
    for (const text of texts) yield gzipPiece(text);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of gzipStream(pieces())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("the CRC of joined pieces is the CRC of the whole", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.uint8Array({ maxLength: 3000 }), (a, b) => {
      expect(crc32Combine(crc32(a), crc32(b), crc32Shift(b.length))).toBe(crc32(Buffer.concat([a, b])));
    }),
  );
  const long = Buffer.alloc(5_000_000, "x");
  expect(crc32Combine(crc32(Buffer.from("head")), crc32(long), crc32Shift(long.length))).toBe(
    crc32(Buffer.concat([Buffer.from("head"), long])),
  );
});

test("joined pieces are one gzip stream that Node and gzip itself read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 500 }), { maxLength: 8 }), async (texts) => {
      expect(gunzipSync(await join(texts)).toString()).toBe(Buffer.from(texts.join("")).toString());
    }),
    { numRuns: 50 },
  );
  const lines = ["a\n".repeat(40_000), '{"panelId":"b"}\n', ""];
  expect(execFileSync("gzip", ["-dc"], { input: await join(lines) }).toString()).toBe(lines.join(""));
});
