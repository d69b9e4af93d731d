import { redactText } from "@/lib/phi/redact-text";
import { type RandomSource, randomSource } from "./random-source";
import { type FormatFamily, type Sample, samplesOf } from "./sample";

export interface ClassFigures {
  name: string;
  samples: number;
  recall: number;
  precision: number;
  missed: Sample[];
}

/** Never changed: the frozen half is these very samples. */
export const HELD_OUT_SEED = 20_261_125;

const TOKEN = /‹([A-Z0-9]+):/g;
const byGuard = (text: string) => redactText(text, { queries: "keep", token: (name) => `‹${name}:1-Xx›` });

/** Recall and precision by class over so many formats of each, in five contexts, and what look-alikes suffer. */
export function measure(
  families: Readonly<Record<string, readonly FormatFamily[]>>,
  lookAlikes: readonly ((random: RandomSource) => string)[],
  seed: number,
  formats = 100,
  perLookAlike = 60,
  redact: (text: string) => string = byGuard,
) {
  const random = randomSource(seed);
  const samples = Object.entries(families).flatMap(([name, list]) =>
    Array.from({ length: formats }, (_, index) => samplesOf(name, list[index % list.length]!(random))).flat(),
  );
  const right = new Map<string, number>();
  const wrong = new Map<string, number>();
  const missed = new Map<string, Sample[]>();
  const count = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  for (const sample of samples) {
    const out = redact(sample.text);
    if (out.includes(sample.secret)) missed.set(sample.className, [...(missed.get(sample.className) ?? []), sample]);
    for (const [, name] of out.matchAll(TOKEN)) count(name === sample.className ? right : wrong, name!);
  }
  const texts = Array.from({ length: lookAlikes.length * perLookAlike }, (_, index) =>
    lookAlikes[index % lookAlikes.length]!(random),
  );
  const harmed = texts.filter((text) => redact(text) !== text);
  for (const text of harmed) for (const [, name] of redact(text).matchAll(TOKEN)) count(wrong, name!);
  const classes = Object.keys(families).map((name): ClassFigures => {
    const total = formats * 5;
    const hits = right.get(name) ?? 0;
    return {
      name,
      samples: total,
      recall: (total - (missed.get(name)?.length ?? 0)) / total,
      precision: hits === 0 ? 0 : hits / (hits + (wrong.get(name) ?? 0)),
      missed: missed.get(name) ?? [],
    };
  });
  return { classes, lookAlikes: texts.length, harmed };
}
