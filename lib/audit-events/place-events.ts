import type { Gap, Refusal } from "./batch-report";

/** What placing an event needs of it. */
export interface Placeable {
  line: number;
  digest: string;
  event: { id: string; seq: number };
}

/** An event that is in the ledger already. */
export interface KnownEvent {
  id: string;
  emitter: string;
  seq: number;
  digest: string;
}

export interface Placed<E> {
  /** In the order of their numbers. */
  accepted: E[];
  duplicates: number;
  refused: Refusal[];
  gaps: Gap[];
  lastSeq: number;
}

/**
 * Which events of a batch are new, by id and number, and which numbers were skipped. A number that was skipped before is
 * late and taken; one that another event has is a step back and refused. `known` holds every stored event with an id or
 * a number of the batch. Pure.
 */
export function placeEvents<E extends Placeable>(
  emitter: { name: string; lastSeq: number },
  events: readonly E[],
  known: readonly KnownEvent[],
): Placed<E> {
  const byId = new Map(known.map((one) => [one.id, one]));
  const taken = new Set(known.filter((one) => one.emitter === emitter.name).map((one) => one.seq));
  const placed: Placed<E> = { accepted: [], duplicates: 0, refused: [], gaps: [], lastSeq: emitter.lastSeq };
  for (const one of [...events].sort((a, b) => a.event.seq - b.event.seq || a.line - b.line)) {
    const { line, digest } = one;
    const { id, seq } = one.event;
    const same = byId.get(id);
    if (same?.emitter === emitter.name && same.digest === digest) placed.duplicates += 1;
    else if (same) placed.refused.push({ line, ...(same.emitter === emitter.name ? REUSED : TAKEN) });
    else if (taken.has(seq)) placed.refused.push({ line, ...stepBack(seq) });
    else {
      byId.set(id, { id, seq, digest, emitter: emitter.name });
      taken.add(seq);
      placed.accepted.push(one);
      skipTo(placed, seq - 1);
      placed.lastSeq = Math.max(placed.lastSeq, seq);
    }
  }
  return placed;
}

const REUSED = { code: "id_reused", detail: "An event with this id and other content was sent before." } as const;
const TAKEN = { code: "id_taken", detail: "Another emitter has sent an event with this id." } as const;

function stepBack(seq: number) {
  return { code: "sequence_regression", detail: `Number ${seq} is another event's: numbers only go up.` } as const;
}

/** What lies between the last number and `seq`, and `seq` itself, never came. */
export function skipTo(placed: Pick<Placed<unknown>, "gaps" | "lastSeq">, seq: number): void {
  if (seq <= placed.lastSeq) return;
  placed.gaps.push({ from: placed.lastSeq + 1, to: seq });
  placed.lastSeq = seq;
}
