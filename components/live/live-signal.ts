/** What a tab hears of the portal's changes, from its own stream or from the tab that holds the browser's one. */
export type LiveSignal =
  /** The stream stands; `build` is the server's, as far as it was said. */
  | { kind: "open"; build: string | null }
  /** What was missed is unknown: read everything again. */
  | { kind: "resync"; build: string | null }
  | { kind: "change"; topics: string[] }
  | { kind: "beat" }
  /** Nothing is heard until "open" or "resync". */
  | { kind: "closed" };

export type TellSignal = (signal: LiveSignal) => void;
