import "server-only";
import { createHash } from "node:crypto";
import type { Anchor, KeptCheckpoint } from "../anchor";
import { AnchorFailure } from "../anchor-failure";
import { requireSameCheckpoint } from "../require-same-checkpoint";
import { type S3Place, s3Bucket } from "./s3-bucket";
import { isTaken } from "./s3-failure";
import { s3Reader } from "./s3-reader";

export interface S3AnchorSettings extends S3Place {
  everySeconds: number;
  /** How long nobody can delete what is put there. */
  years: number;
}

/**
 * A bucket with S3 Object Lock in COMPLIANCE mode: not even the root user of its account deletes a checkpoint before its
 * time. An object is only ever created: If-None-Match refuses a second one under its key.
 */
export function s3Anchor({ everySeconds, years, ...place }: S3AnchorSettings): Anchor {
  const bucket = s3Bucket(place);
  const { bucket: Bucket, send, keyOf } = bucket;
  const reader = s3Reader(bucket);

  async function requireLock(signal: AbortSignal): Promise<void> {
    const { ObjectLockConfiguration } = await send("GetObjectLockConfiguration", signal, (client, abort) =>
      client.getObjectLockConfiguration({ Bucket }, abort),
    );
    if (ObjectLockConfiguration?.ObjectLockEnabled !== "Enabled")
      throw new AnchorFailure("The bucket has no Object Lock: what is in it can be deleted.");
  }

  /** False: something is under its key. */
  async function create({ size, note }: KeptCheckpoint, until: Date, signal: AbortSignal): Promise<boolean> {
    const body = Buffer.from(note);
    const input = {
      Bucket,
      Key: keyOf(size),
      Body: body,
      ContentType: "text/plain; charset=utf-8",
      ChecksumSHA256: createHash("sha256").update(body).digest("base64"),
      IfNoneMatch: "*",
      ObjectLockMode: "COMPLIANCE" as const,
      ObjectLockRetainUntilDate: until,
    };
    return send("PutObject", signal, (client, abort) =>
      client.putObject(input, abort).then(
        () => true,
        (error) => {
          if (isTaken(error)) return false;
          throw error;
        },
      ),
    );
  }

  return {
    name: "s3",
    label: "S3 Object Lock",
    everySeconds,
    independent: true,
    async publish(checkpoint, _origin, signal) {
      await requireLock(signal);
      const until = yearsFromNow(years);
      if (await create(checkpoint, until, signal)) return `locked until ${until.toISOString().slice(0, 10)}`;
      requireSameCheckpoint((await reader.read(checkpoint.size, signal)).note, checkpoint);
      return "was there already";
    },
    readBack: reader,
  };
}

function yearsFromNow(years: number): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + Math.ceil(years));
  return date;
}
