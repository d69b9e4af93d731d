import { existsSync, openSync, readdirSync } from "node:fs";
import path from "node:path";

/** Entries in a full bundle, and hashes in a full tile. */
export const TILE = 256;
const WIDTH = /^[1-9]\d{0,2}$/;

/**
 * A file of an archive, { descriptor, width }: the full bundle or tile, or the widest partial one; of a stated width when
 * one is asked for. Null when it is not there.
 */
export function openTile(folder, kind, index, width) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g);
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = path.join(folder, "tile", String(kind), place);
  const descriptor = (width ?? TILE) === TILE ? openIfThere(full) : null;
  if (descriptor !== null) return { descriptor, width: TILE };
  if (!existsSync(`${full}.p`)) return null;
  const widths = readdirSync(`${full}.p`)
    .filter((name) => WIDTH.test(name))
    .map(Number)
    .filter((one) => one < TILE);
  const partial = width ?? Math.max(0, ...widths);
  if (!widths.includes(partial)) return null;
  return { descriptor: openSync(path.join(`${full}.p`, String(partial))), width: partial };
}

/** Tried, not looked for first: nearly all are there. */
function openIfThere(file) {
  try {
    return openSync(file);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  }
}
