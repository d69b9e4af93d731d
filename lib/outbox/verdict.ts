/** What became of one attempt. `words` are shown to people: no addresses, no secrets. */
export type Verdict =
  | { kind: "sent" }
  /** It may work later; `retryAfterSeconds`: as the other side asked. */
  | { kind: "later"; words: string; retryAfterSeconds: number | null }
  /** Nothing is wrong, but saying it now would be wrong. */
  | { kind: "hold"; words: string }
  /** It is not true any more. */
  | { kind: "skip"; words: string }
  /** It will never be accepted. */
  | { kind: "never"; words: string };
