import { HASH_BYTES, isSha256 } from "./merkle.mjs";
import { COLUMN } from "./page.mjs";
import { placeOf } from "./place-of.mjs";
import { Problem } from "./problem.mjs";

const PRUNING = Buffer.from('{"action":"RETENTION_PRUNED"');

/**
 * Checks the entries of a page by their bytes: the first is to be entry `first`, after the one whose hash is `before`.
 * `count` of them are right, and `problem` says what is wrong then. The first `pruned` have no bytes any more: their
 * stored hashes stand for them.
 */
export function checkPage(page, first, before, short) {
  page.hashes.bytes.set(before);
  const part = { count: 0, pruned: 0, firstTime: "", lastTime: "", regressions: 0, told: null, problem: null };
  try {
    for (let row = 0; row < page.count; row++) {
      checkEntry(page, row, first + row, part, short);
      part.count += 1;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    part.problem = error;
  }
  return part;
}

function checkEntry(page, row, seq, part, short) {
  const before = row * HASH_BYTES;
  const own = before + HASH_BYTES;
  if ((page.seq(row) ?? seq) !== seq) throw new Problem(short, "it is missing", seq);
  const stored = row < page.hashed;
  if (stored && page.isEmpty(row) && part.pruned === row) {
    part.pruned += 1;
    return;
  }
  if (!stored || !isSha256(page.hashes, own, page.leaf(row)))
    throw new Problem("tampered", "its bytes do not give the stored hash", seq);
  const time = placeOf(page, row, seq, before);
  if (time !== part.lastTime) {
    if (time < part.lastTime) part.regressions += 1;
    part.firstTime ||= time;
    part.lastTime = time;
  }
  if (tellsOfPruning(page, row)) part.told = toldBy(page, row, seq) ?? part.told;
}

function tellsOfPruning(page, row) {
  const start = page.start(row, COLUMN.body);
  for (let i = 0; i < PRUNING.length; i++) if (page.bytes[start + i] !== PRUNING[i]) return false;
  return true;
}

function toldBy(page, row, seq) {
  try {
    const { detail } = JSON.parse(page.text(row, COLUMN.body));
    return detail?.upTo > 0 ? detail : null;
  } catch {
    throw new Problem("tampered", "its bytes are not an entry", seq);
  }
}
