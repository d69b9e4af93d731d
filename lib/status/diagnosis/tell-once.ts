import type { Finding } from "./diagnosis-view";

/** A finding; `silent` is the leg that was asked and did not answer. */
export interface Looked extends Finding {
  silent?: string;
}

/**
 * A leg that does not answer is one cause, told in the first of these lists where it was asked: what else was to be
 * asked of it is not known.
 */
export function tellOnce(lists: readonly (readonly Looked[])[]): Finding[][] {
  const causes = new Map<string, string>();
  return lists.map((findings) =>
    findings.map(({ silent, ...finding }) => {
      const cause = silent && causes.get(silent);
      if (cause)
        return { ...finding, state: "unknown", words: `Could not be looked at: see "${cause}".`, items: [], fix: null };
      if (silent) causes.set(silent, finding.title);
      return finding;
    }),
  );
}
