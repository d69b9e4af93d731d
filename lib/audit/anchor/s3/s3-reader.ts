import "server-only";
import type { AnchorReader, KeptCheckpoint } from "../anchor";
import { AnchorFailure } from "../anchor-failure";
import { sizeOfName } from "../checkpoint-name";
import type { S3Bucket } from "./s3-bucket";

/** A checkpoint is a few hundred bytes: whatever is larger is not one. */
const MAX_BYTES = 65_536;
const READ_AT_ONCE = 8;

interface S3Reader extends AnchorReader {
  read(size: number, signal: AbortSignal): Promise<KeptCheckpoint>;
}

/** Reads checkpoints of a bucket back. One that is not locked against its deletion is refused: it proves little. */
export function s3Reader({ bucket: Bucket, prefix, send, keyOf }: S3Bucket): S3Reader {
  async function read(size: number, signal: AbortSignal): Promise<KeptCheckpoint> {
    return send("GetObject", signal, async (client, abort) => {
      const object = await client.getObject({ Bucket, Key: keyOf(size) }, abort);
      if (object.ObjectLockMode !== "COMPLIANCE")
        throw new AnchorFailure(
          `It does not say that the checkpoint of ${size} entries is locked (does the role have s3:GetObjectRetention?).`,
        );
      if ((object.ContentLength ?? 0) > MAX_BYTES)
        throw new AnchorFailure(`What it holds of ${size} entries is too large.`);
      return { size, note: (await object.Body?.transformToString("utf-8")) ?? "" };
    });
  }

  /** Sizes of the checkpoints of at least `from` entries, a page of a thousand at a time. */
  async function* sizes(from: number, signal: AbortSignal): AsyncGenerator<number[]> {
    // Keys sort as sizes do.
    let StartAfter = from > 0 ? keyOf(from - 1) : undefined;
    for (;;) {
      const input = { Bucket, Prefix: prefix, StartAfter };
      const { Contents = [], IsTruncated } = await send("ListObjectsV2", signal, (client, abort) =>
        client.listObjectsV2(input, abort),
      );
      yield Contents.map(({ Key = "" }) => sizeOfName(Key.slice(prefix.length))).filter((size) => size !== null);
      if (!IsTruncated || Contents.length === 0) return;
      StartAfter = Contents.at(-1)?.Key;
    }
  }

  return {
    read,
    async latest(from, signal) {
      let largest: number | undefined;
      for await (const page of sizes(from, signal)) largest = page.at(-1) ?? largest;
      return largest === undefined ? null : read(largest, signal);
    },
    async *all(signal) {
      for await (const page of sizes(0, signal))
        for (let at = 0; at < page.length; at += READ_AT_ONCE)
          yield* await Promise.all(page.slice(at, at + READ_AT_ONCE).map((size) => read(size, signal)));
    },
  };
}
