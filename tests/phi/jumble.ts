import type { RandomSource } from "./random-source";
import { samplesOf } from "./sample";
import { tuningFormats } from "./tuning-formats";

const families = Object.values(tuningFormats).flat();

/** Pieces of the corpus and of noise, run together: what a fuzz feeds the guard. */
export function jumble(random: RandomSource): string {
  const piece = () => {
    if (random.next() < 0.5) return random.letters(random.int(1, 8), ' -.:/@%"=+()‹›09azAZ\ud800é＠&#;');
    return random.pick(samplesOf("", random.pick(families)(random))).text.slice(random.int(0, 9));
  };
  return Array.from({ length: random.int(1, 6) }, piece).join(random.pick(["", " ", "-", "›"]));
}
