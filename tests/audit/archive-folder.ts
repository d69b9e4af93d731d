import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";

/** Unpacks an archive, as `tar xf` does, into a new folder. */
export async function unpack(tar: ReadableStream<Uint8Array>): Promise<string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "portal-archive-"));
  const files = Readable.fromWeb(tar as Parameters<typeof Readable.fromWeb>[0]).pipe(extract());
  for await (const file of files) {
    const place = path.join(folder, file.header.name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, await buffer(file));
  }
  return folder;
}
