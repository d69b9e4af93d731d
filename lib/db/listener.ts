import "server-only";

/** What hears the notices of CHANGE_CHANNEL. */
export interface Listener {
  onNotice(payload: string): void;
  /** Listening, for the first time or again: what was told before is unknown. */
  onUp(): void;
  /** Nothing is heard until `onUp`. */
  onDown(): void;
}

/** Ends the listening; nothing is called any more. */
export type StopListening = () => Promise<void>;
