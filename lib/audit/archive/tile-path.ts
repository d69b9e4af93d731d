/** Where a tile, or a bundle of entries, lies in an archive; `width` of 256 is a full one (C2SP tlog-tiles). */
export function tilePath(kind: number | "entries", index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${kind}/${place}${width < 256 ? `.p/${width}` : ""}`;
}
