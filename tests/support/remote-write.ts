/** A series to write: samples as [epoch ms, value]; NaN with the stale bits ends a series at once. */
export interface WrittenSeries {
  labels: Record<string, string>;
  samples: readonly (readonly [number, number])[];
}

const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const MAX_LITERAL = 65_536;

/** Writes samples by Prometheus' remote-write protocol 0.1.0 (protobuf in snappy), oldest first within each series. */
export async function remoteWrite(base: string, series: readonly WrittenSeries[]): Promise<void> {
  const body = new Uint8Array(snappyLiteral(Buffer.concat(series.map((one) => field(1, WIRE_BYTES, timeSeries(one))))));
  const response = await fetch(`${base}/api/v1/write`, {
    method: "POST",
    headers: {
      "content-encoding": "snappy",
      "content-type": "application/x-protobuf",
      "x-prometheus-remote-write-version": "0.1.0",
    },
    body,
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

function timeSeries({ labels, samples }: WrittenSeries): Buffer {
  const names = Object.keys(labels).sort();
  const parts = names.map((name) =>
    field(1, WIRE_BYTES, Buffer.concat([text(1, name), text(2, labels[name] as string)])),
  );
  for (const [time, value] of samples) {
    const double = Buffer.alloc(8);
    double.writeDoubleLE(value);
    const sample = Buffer.concat([field(1, WIRE_FIXED64, double), field(2, WIRE_VARINT, varint(time))]);
    parts.push(field(2, WIRE_BYTES, sample));
  }
  return Buffer.concat(parts);
}

function text(number: number, value: string): Buffer {
  return field(number, WIRE_BYTES, Buffer.from(value));
}

function field(number: number, wire: number, payload: Buffer): Buffer {
  const tag = varint(number * 8 + wire);
  return wire === WIRE_BYTES ? Buffer.concat([tag, varint(payload.length), payload]) : Buffer.concat([tag, payload]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/** Snappy's format without compressing: every chunk is a literal. */
function snappyLiteral(raw: Buffer): Buffer {
  const parts = [varint(raw.length)];
  for (let at = 0; at < raw.length; at += MAX_LITERAL) {
    const chunk = raw.subarray(at, at + MAX_LITERAL);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(chunk.length - 1);
    parts.push(Buffer.from([61 << 2]), length, chunk);
  }
  return Buffer.concat(parts);
}
