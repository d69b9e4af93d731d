import { openCheckpoint, readKeys } from "./note.mjs";
import { Problem } from "./problem.mjs";

/**
 * Every checkpoint that the ledger is held against, smallest first: the source's own and those of `kept`, which were kept
 * elsewhere ({ name, note }). `trusted` are keys got from elsewhere; without them the source's own are believed.
 */
export async function openNotes(source, { kept = [], trusted } = {}) {
  const keys = readKeys(trusted ?? (await source.keys()));
  const own = (await source.notes()).map((note) => openCheckpoint(note, keys));
  const notes = [...kept.map(({ name, note }) => openKept(name, note, keys)), ...own];
  if (notes.length === 0) throw new Problem("incomplete", "no checkpoint was ever signed");
  notes.sort((a, b) => a.size - b.size);
  if (notes.some(({ origin }) => origin !== notes[0].origin))
    throw new Problem("tampered", "the checkpoints are of different logs");
  return notes;
}

function openKept(name, note, keys) {
  try {
    return { ...openCheckpoint(note, keys), name };
  } catch (error) {
    throw error instanceof Problem ? new Problem(error.kind, `${name}: ${error.message}`) : error;
  }
}
