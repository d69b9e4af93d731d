import { type Redaction, redact } from "@/lib/phi/redact";
import { redactText } from "@/lib/phi/redact-text";
import { freeTextNames } from "./free-text-names";
import { heldOutFormats } from "./held-out-formats";
import { hostilePieces } from "./hostile-pieces";
import { jumble } from "./jumble";
import { heldOutLookAlikes, tuningLookAlikes } from "./look-alikes";
import { HELD_OUT_SEED, measure } from "./measure";
import { randomSource } from "./random-source";

const FUZZ = 100_000;
const LINES = 20_000;
const redaction: Redaction = { queries: "strip", token: (name) => `‹${name}:1-Xx›` };

/** All figures of the guard as a table; failed when a gate is missed. */
export function report(): { text: string; failed: boolean } {
  const heldOut = measure(heldOutFormats, heldOutLookAlikes, HELD_OUT_SEED, 100, 100);
  const mustSurvive = measure({}, tuningLookAlikes, 7, 0, 100);
  const rows = heldOut.classes.map(
    ({ name, samples, recall, precision }) =>
      `${name.padEnd(8)} ${String(samples).padStart(7)} ${recall.toFixed(4).padStart(8)} ${precision.toFixed(4).padStart(10)}`,
  );
  const names = freeTextNames(redaction);
  const seed = Date.now() % 1_000_000;
  const fuzz = fuzzed(seed);
  const speed = throughput();
  const failed =
    heldOut.classes.some(({ recall, precision }) => recall < 0.995 || precision < 0.98) ||
    mustSurvive.harmed.length > 0 ||
    heldOut.harmed.length / heldOut.lookAlikes > 0.005 ||
    fuzz > 0;
  const text = [
    "Frozen half",
    `${"Class".padEnd(8)} ${"Samples".padStart(7)} ${"Recall".padStart(8)} ${"Precision".padStart(10)}`,
    ...rows,
    `Look-alikes harmed: ${heldOut.harmed.length} of ${heldOut.lookAlikes} (frozen), ${mustSurvive.harmed.length} of ${mustSurvive.lookAlikes} (must survive)`,
    `Names in free text, without a gate: ${names.found} of ${names.all} found`,
    `Fuzz, seed ${seed}: ${fuzz} of ${FUZZ} texts threw or changed when redacted again`,
    `Throughput: ${speed.megabytes.toFixed(1)} MB/s of one core; JSON.stringify of the same lines takes 1/${speed.ratio.toFixed(1)} of the time`,
    `64 KiB made to be slow: at most ${slowest().toFixed(1)} ms of processor time`,
    `4 KiB: p99 ${speed.p99.toFixed(2)} ms of processor time`,
  ];
  return { text: text.join("\n"), failed };
}

function fuzzed(seed: number): number {
  const random = randomSource(seed);
  let wrong = 0;
  for (let index = 0; index < FUZZ; index += 1) {
    const text = jumble(random);
    const once = redact(text, redaction);
    if (once === "[REDACTION_ERROR]" || redact(once, redaction) !== once) wrong += 1;
  }
  return wrong;
}

function slowest(): number {
  const texts = Object.values(hostilePieces).map((piece) => piece.repeat(Math.floor(65_536 / piece.length)));
  return Math.max(
    ...texts.map((text) => Math.min(...[1, 2, 3].map(() => processorTime(() => redactText(text, redaction))))),
  );
}

/** Milliseconds. */
function processorTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}

function throughput() {
  const random = randomSource(3);
  const lookAlikes = [...tuningLookAlikes, ...heldOutLookAlikes];
  const lines = Array.from({ length: LINES }, (_, index) =>
    `${lookAlikes[index % lookAlikes.length]!(random)} request done status=200 route=/api/alerts/[id] `
      .repeat(2)
      .slice(0, 160),
  );
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
  const seconds = (work: (line: string) => unknown) => {
    for (const line of lines.slice(0, 2_000)) work(line);
    const all = processorTime(() => {
      for (const line of lines) work(line);
    });
    return all / 1e3;
  };
  const guarded = seconds((line) => redactText(line, redaction));
  const plain = seconds((line) => JSON.stringify({ message: line }));
  const pages = Array.from({ length: 500 }, (_, index) =>
    lines
      .slice(index * 26, index * 26 + 26)
      .join("\n")
      .slice(0, 4_096),
  );
  const times = pages.map((page) => processorTime(() => redactText(page, redaction)));
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
  return { megabytes: bytes / 1e6 / guarded, ratio: guarded / plain, p99 };
}
