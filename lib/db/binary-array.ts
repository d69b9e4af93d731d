import "server-only";

/** PostgreSQL's numbers of the element types. */
const OID = { text: 25, bytea: 17, uuid: 2950, int4: 23, int8: 20, timestamptz: 1184, bool: 16 } as const;
type ElementType = keyof typeof OID;

const HEADER_BYTES = 20;
const EPOCH_2000_MS = 946_684_800_000;
const TWO_TO_32 = 2 ** 32;

/** What an element may be: times are epoch ms, an int8 is an integer below 2^53. */
interface Elements {
  text: string | null;
  bytea: Uint8Array | null;
  uuid: string | null;
  int4: number | null;
  int8: number | null;
  timestamptz: number | null;
  bool: boolean | null;
}

/**
 * A one-dimensional array in PostgreSQL's binary format, to be cast in the statement (`${array}::text[]`). For
 * thousands of rows it costs a fraction of what JSON or array literals do: nothing is escaped, quoted or parsed.
 */
export function binaryArray<T extends ElementType>(type: T, elements: readonly Elements[T][]): Uint8Array {
  let size = HEADER_BYTES;
  for (const element of elements) size += 4 + sizeOf(type, element);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(1, 0); // dimensions
  at = bytes.writeInt32BE(1, at); // may hold nulls
  at = bytes.writeInt32BE(OID[type], at);
  at = bytes.writeInt32BE(elements.length, at);
  at = bytes.writeInt32BE(1, at); // first index
  for (const element of elements) at = writeElement(bytes, at, type, element);
  return bytes;
}

function sizeOf(type: ElementType, element: Elements[ElementType]): number {
  if (element === null) return 0;
  switch (type) {
    case "text":
      return Buffer.byteLength(element as string);
    case "bytea":
      return (element as Uint8Array).length;
    case "uuid":
      return 16;
    case "int8":
    case "timestamptz":
      return 8;
    case "int4":
      return 4;
    case "bool":
      return 1;
  }
}

function writeElement(bytes: Buffer, start: number, type: ElementType, element: Elements[ElementType]): number {
  if (element === null) return bytes.writeInt32BE(-1, start);
  const at = start + 4;
  const end = at + writeValue(bytes, at, type, element);
  bytes.writeInt32BE(end - at, start);
  return end;
}

function writeValue(bytes: Buffer, at: number, type: ElementType, element: NonNullable<Elements[ElementType]>): number {
  switch (type) {
    case "text":
      return bytes.write(element as string, at);
    case "bytea":
      bytes.set(element as Uint8Array, at);
      return (element as Uint8Array).length;
    case "uuid":
      return bytes.write((element as string).replaceAll("-", ""), at, "hex");
    case "int8":
      return writeInt64(bytes, at, element as number);
    case "timestamptz":
      return writeInt64(bytes, at, Math.round(((element as number) - EPOCH_2000_MS) * 1000));
    case "int4":
      return bytes.writeInt32BE(element as number, at) - at;
    case "bool":
      return bytes.writeUInt8(element ? 1 : 0, at) - at;
  }
}

/** By halves: a BigInt for each of thousands of numbers costs more than all the rest. */
function writeInt64(bytes: Buffer, at: number, value: number): number {
  bytes.writeInt32BE(Math.floor(value / TWO_TO_32), at);
  bytes.writeUInt32BE(value - Math.floor(value / TWO_TO_32) * TWO_TO_32, at + 4);
  return 8;
}
