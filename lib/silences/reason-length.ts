/** Characters of the reason that every change of a silence needs. */
export const REASON = { min: 5, max: 1_000 } as const;
