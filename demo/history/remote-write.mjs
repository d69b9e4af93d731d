/** Written instead of a value where Prometheus would end a series at once (its stale marker). */
export const STALE = Number.NEGATIVE_INFINITY;
const STALE_BITS = 0x7ff0000000000002n;
const LITERAL_BYTES = 65_536;
/** Tag and length, double with its tag, timestamp with its tag; a millisecond timestamp takes six bytes until 2109. */
const SAMPLE_BODY = 16;
const SAMPLE_BYTES = 2 + SAMPLE_BODY;

/** The labels of a series as protobuf, sorted by name as Prometheus wants them. */
export function encodeLabels(labels) {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat(
    pairs.map(([name, value]) => field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))]))),
  );
}

/**
 * Sends one write request. `batch`: { labels: Buffer from encodeLabels, values: Float64Array } per series, sharing
 * `times` (seconds); NaN means no sample at that time. Throws with Prometheus' own words when it refuses.
 */
export async function remoteWrite(baseUrl, times, batch) {
  const body = snappy(encodeRequest(times, batch));
  const headers = { "content-encoding": "snappy", "content-type": "application/x-protobuf" };
  const url = `${baseUrl}/api/v1/write`;
  const response = await fetch(url, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`Prometheus refused the history (${response.status}): ${await response.text()}`);
  await response.arrayBuffer();
}

function encodeRequest(times, batch) {
  const size = batch.reduce((sum, { labels }) => sum + 12 + labels.length + times.length * SAMPLE_BYTES, 0);
  const buffer = Buffer.allocUnsafe(size);
  let at = 0;
  for (const { labels, values } of batch) {
    const count = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
    if (count === 0) continue;
    buffer[at++] = 0x0a;
    at = putVarint(buffer, at, labels.length + count * SAMPLE_BYTES);
    at += labels.copy(buffer, at);
    for (let index = 0; index < times.length; index++)
      if (!Number.isNaN(values[index])) at = putSample(buffer, at, times[index], values[index]);
  }
  return buffer.subarray(0, at);
}

function putSample(buffer, start, seconds, value) {
  let at = start;
  buffer[at++] = 0x12;
  buffer[at++] = SAMPLE_BODY;
  buffer[at++] = 0x09;
  if (value === STALE) buffer.writeBigUInt64LE(STALE_BITS, at);
  else buffer.writeDoubleLE(value, at);
  at += 8;
  buffer[at++] = 0x10;
  return putVarint(buffer, at, Math.round(seconds * 1000));
}

function putVarint(buffer, start, value) {
  let at = start;
  let rest = value;
  while (rest > 127) {
    buffer[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  buffer[at++] = rest;
  return at;
}

function field(number, content) {
  const head = Buffer.alloc(10);
  head[0] = (number << 3) | 2;
  return Buffer.concat([head.subarray(0, putVarint(head, 1, content.length)), content]);
}

/** Snappy's block format with literals only: valid, and no compression library is needed on one machine. */
function snappy(raw) {
  const head = Buffer.alloc(10);
  const parts = [head.subarray(0, putVarint(head, 0, raw.length))];
  for (let at = 0; at < raw.length; at += LITERAL_BYTES) {
    const chunk = raw.subarray(at, at + LITERAL_BYTES);
    const length = chunk.length - 1;
    parts.push(Buffer.from([61 << 2, length & 255, length >> 8]), chunk);
  }
  return Buffer.concat(parts);
}
