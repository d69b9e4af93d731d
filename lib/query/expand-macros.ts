import { PortalError } from "@/lib/errors";

/** What the macros of an expression stand for. All times in seconds, `end` in epoch ms. */
export interface MacroValues {
  stepSeconds: number;
  scrapeSeconds: number;
  rangeSeconds: number;
  end: number;
  /** Declared variables by name. The empty string stands for all. */
  variables: Readonly<Record<string, string>>;
}

const HOUR_SECONDS = 3600;
// A string with the matcher operator before it, or a macro outside any string.
const TOKEN = /(?:(=~|!~)\s*)?("(?:[^"\\]|\\.)*"?)|\$__([a-z_]+)|\$([a-z][a-z0-9_]*)/g;
const VARIABLE = /\$([a-z][a-z0-9_]*)/g;
/** The characters RE2 gives a meaning (regexp.QuoteMeta of Go). */
const REGEX_META = /[\\.+*?()|[\]{}^$]/g;

/**
 * Fills in $__rate_interval, $__interval, $__range and $__month_to_date, and declared variables inside double-quoted
 * matchers, where they are escaped: a value can never end its string, and is literal inside =~ and !~.
 * Throws Error for a definition that names anything else: that is our own mistake.
 */
export function expandMacros(expr: string, values: MacroValues): string {
  return expr.replace(TOKEN, (whole, operator: string | undefined, quoted: string | undefined, macro, bare) => {
    if (quoted !== undefined)
      return (
        whole.slice(0, whole.length - quoted.length) + fillString(quoted, operator !== undefined, values.variables)
      );
    if (bare !== undefined) throw new Error(`the variable $${bare} stands outside a string matcher`);
    return `${macroSeconds(macro as string, values)}s`;
  });
}

/** Throws bad_request for what no label value of ours looks like. */
export function assertVariableValue(name: string, value: string): void {
  if (value.length > 256 || value.includes("\u0000"))
    throw new PortalError("bad_request", `The value of ${name} is not valid.`);
}

function macroSeconds(macro: string, { stepSeconds, scrapeSeconds, rangeSeconds, end }: MacroValues): number {
  switch (macro) {
    case "rate_interval":
      // Grafana's rule: always four samples, and no sample between two steps is missed.
      return Math.ceil(Math.max(stepSeconds + scrapeSeconds, 4 * scrapeSeconds));
    case "interval":
      return Math.ceil(stepSeconds);
    case "range":
      return Math.ceil(rangeSeconds);
    case "month_to_date":
      return monthToDateSeconds(end);
    default:
      throw new Error(`the macro $__${macro} is not known`);
  }
}

/** Seconds since the UTC month of the last instant before `end` began, rounded up to the hour so that the text changes once an hour. */
function monthToDateSeconds(end: number): number {
  const date = new Date(end - 1);
  const elapsed = (end - Date.UTC(date.getUTCFullYear(), date.getUTCMonth())) / 1000;
  return Math.max(1, Math.ceil(elapsed / HOUR_SECONDS)) * HOUR_SECONDS;
}

function fillString(quoted: string, isRegex: boolean, variables: Readonly<Record<string, string>>): string {
  return quoted.replace(VARIABLE, (_, name: string) => {
    if (!Object.hasOwn(variables, name)) throw new Error(`the variable $${name} is not declared`);
    const value = variables[name] as string;
    if (isRegex) return value === "" ? ".*" : escapeString(value.replace(REGEX_META, "\\$&"));
    return escapeString(value);
  });
}

function escapeString(value: string): string {
  return value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}
