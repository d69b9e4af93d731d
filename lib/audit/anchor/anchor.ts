/** Kinds of places outside, and the keys of their rows. */
export type AnchorName = "directory" | "s3" | "mail";

/** A checkpoint as it is kept: a signed note, and the size it is filed under. */
export interface KeptCheckpoint {
  size: number;
  note: string;
}

/** A place outside that keeps signed checkpoints, so that a rewritten ledger contradicts it. */
export interface Anchor {
  name: AnchorName;
  label: string;
  /** Seconds between two checkpoints. */
  everySeconds: number;
  /** Whether the portal and the administrators of its database cannot change what it holds, as far as is known. */
  independent: boolean;
  /**
   * Puts a checkpoint there; resolves to the place's own words once it is kept, also when it was there already. Throws
   * an AnchorFailure, or an AnchorContradiction when another checkpoint of that size is there.
   */
  publish(checkpoint: KeptCheckpoint, origin: string, signal: AbortSignal): Promise<string>;
  /** Null: what was sent there cannot be read back. */
  readBack: AnchorReader | null;
}

export interface AnchorReader {
  /** The largest checkpoint of at least `from` entries; null: there is none. */
  latest(from: number, signal: AbortSignal): Promise<KeptCheckpoint | null>;
  /** Every checkpoint, smallest first. */
  all(signal: AbortSignal): AsyncIterable<KeptCheckpoint>;
}
