const NAME = /^(\d{16})\.checkpoint$/;
const DIGITS = 16; // as many as a checkpoint's size may have; names sort as sizes do

/** What a checkpoint is called in a directory, a bucket or an attachment. */
export function checkpointName(size: number): string {
  return `${String(size).padStart(DIGITS, "0")}.checkpoint`;
}

/** The size in such a name, or null for any other. */
export function sizeOfName(name: string): number | null {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
