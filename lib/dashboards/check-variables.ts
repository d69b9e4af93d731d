import "server-only";
import { PortalError } from "@/lib/errors";
import { assertVariableValue } from "@/lib/query/expand-macros";
import type { Dashboard } from "./model";
import type { Sources } from "./sources";
import { variableValues } from "./variable-values";

/**
 * The value of every declared variable. A value that was sent must be one the label has now; when the source does
 * not answer, the escaped value stands, and the panels say what is wrong. Throws bad_request.
 */
export async function checkVariables(
  dashboard: Dashboard,
  sent: Readonly<Record<string, string>>,
  sources: Sources,
  now: number,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const variable of dashboard.variables) {
    const value = Object.hasOwn(sent, variable.name) ? (sent[variable.name] as string) : variable.default;
    assertVariableValue(variable.name, value);
    if (value !== variable.default) {
      const known = await variableValues(variable, sources, now, signal).catch(() => [value]);
      signal.throwIfAborted();
      if (!known.includes(value)) throw new PortalError("bad_request", `${variable.title} has no such value.`);
    }
    values[variable.name] = value;
  }
  return values;
}
