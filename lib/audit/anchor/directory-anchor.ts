import "server-only";
import { randomUUID } from "node:crypto";
import { link, open, readdir, readFile, unlink } from "node:fs/promises";
import path from "node:path";
import type { Anchor, KeptCheckpoint } from "./anchor";
import { AnchorFailure } from "./anchor-failure";
import { checkpointName, sizeOfName } from "./checkpoint-name";
import { requireSameCheckpoint } from "./require-same-checkpoint";

const READ_ONLY = 0o444;

interface Settings {
  directory: string;
  everySeconds: number;
  independent: boolean;
}

/**
 * A directory with a file for each checkpoint: best one that is append-only, on a machine that the administrators of the
 * database cannot reach. It is never made here: a mount that is missing must not be taken for an empty one.
 */
export function directoryAnchor({ directory, everySeconds, independent }: Settings): Anchor {
  const place = (size: number) => path.join(directory, checkpointName(size));
  const read = async (size: number): Promise<KeptCheckpoint> => ({
    size,
    note: await readFile(/* turbopackIgnore: true */ place(size), "utf8"),
  });
  const sizes = async () => (await readdir(directory)).map(sizeOfName).filter((size) => size !== null);
  return {
    name: "directory",
    label: "Directory",
    everySeconds,
    independent,
    publish: (checkpoint) =>
      orFailure("written", async () => {
        if (await create(directory, place(checkpoint.size), checkpoint.note)) return "written, and on the disk";
        requireSameCheckpoint((await read(checkpoint.size)).note, checkpoint);
        return "was there already";
      }),
    readBack: {
      latest: (from) =>
        orFailure("read", async () => {
          const largest = (await sizes()).reduce((most, size) => Math.max(most, size), -1);
          return largest < from ? null : read(largest);
        }),
      async *all(signal) {
        for (const size of (await orFailure("read", sizes)).sort((a, b) => a - b)) {
          signal.throwIfAborted();
          yield await orFailure("read", () => read(size));
        }
      },
    },
  };
}

/**
 * Writes a whole file under a name that must be free, or nothing: what is under the name was on the disk before it got
 * it. False: the name is taken.
 */
async function create(directory: string, file: string, text: string): Promise<boolean> {
  const draft = path.join(directory, `.${randomUUID()}.draft`);
  try {
    const handle = await open(draft, "wx", READ_ONLY);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file);
    await syncDirectory(directory);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    // An append-only directory (chattr +a) keeps the draft's name too: it is the same file, and harms nobody.
    await unlink(draft).catch(() => undefined);
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A failure of the file system names the path: the code says enough. */
async function orFailure<T>(what: "read" | "written", work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (!code) throw error;
    throw new AnchorFailure(
      code === "ENOENT" ? "The directory is not there." : `The directory cannot be ${what} (${code}).`,
    );
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
