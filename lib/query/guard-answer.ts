import "server-only";
import { type DatasourceAnswer, UpstreamError } from "@/lib/datasources/datasource";
import { guardFor } from "@/lib/phi/guard";

const guard = guardFor("upstream", { queries: "keep" });

/**
 * An upstream's answer without what a person could be known by: in labels and in its words. Once per answer, before it
 * is cached: what is answered from the cache costs nothing. Series that differ in a redacted label still differ.
 */
export function guardAnswer(answer: DatasourceAnswer): DatasourceAnswer {
  return {
    ...answer,
    frames: answer.frames.map((frame) => {
      const labels = guard.labels(frame.labels);
      return labels === frame.labels ? frame : { ...frame, labels };
    }),
    notices: answer.notices.map((notice) => ({ ...notice, text: guard.text(notice.text) })),
  };
}

/** The same for its refusal, which may quote labels. */
export function guardFailure(error: unknown): unknown {
  if (!(error instanceof UpstreamError)) return error;
  const message = guard.text(error.message);
  return message === error.message ? error : new UpstreamError(error.code, message);
}

/** The text of a rule, to be shown: Prometheus itself is asked with the rule as it is. */
export function guardRuleText(expr: string): string {
  return guard.text(expr);
}

/** Values of a label that may be chosen: one that had to be redacted would choose nothing, and is left out. */
export function guardChoices(values: readonly string[]): string[] {
  return values.filter((value) => guard.text(value) === value);
}
