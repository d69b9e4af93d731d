import type { SyntaxNode, Tree } from "@lezer/common";
import { parseDuration } from "@/lib/time/parse-duration";
import { isNarrow } from "./is-narrow";
import { QueryRefused } from "./query-refused";
import { stringValue } from "./string-value";

const DAY_MS = 86_400_000;
const MAX_SELECTORS = 20;
const MAX_TEXT = 200;
const MAX_DEPTH = 20;
const MAX_DAYS = 31;
/** A step a minute of the longest range: what the boards' own figures of a month take. */
const MAX_STEPS = MAX_DAYS * 24 * 60;
/** Of all subqueries together: side by side, a hundred that read nothing keep a source busy for seconds. */
const MAX_STEPS_IN_ALL = 2 * MAX_STEPS;
/** Prometheus' own interval of evaluation, where a subquery names none. */
const DEFAULT_STEP = "1m";
const NESTS = new Set(["ParenExpr", "FunctionCall", "AggregateExpr", "SubqueryExpr", "UnaryExpr"]);

/** Throws QueryRefused for a query that could cost its source too much, before the source is asked. */
export function checkLimits(tree: Tree, text: string): void {
  const seen = { selectors: 0, depth: 0, subqueries: 0, steps: 0 };
  tree.iterate({
    enter(ref) {
      if (NESTS.has(ref.name) && ++seen.depth > MAX_DEPTH)
        throw new QueryRefused(`Brackets may be ${MAX_DEPTH} deep.`, ref.from);
      switch (ref.name) {
        case "VectorSelector":
          return checkSelector(ref.node, text, ++seen.selectors);
        case "StringLiteral":
          return checkText(text.slice(ref.from, ref.to), ref.from);
        case "MatrixSelector":
          return void checkRange(durations(ref.node, text)[0], ref.from);
        case "SubqueryExpr":
          seen.steps += checkSubquery(ref.node, text, ++seen.subqueries);
          if (seen.steps > MAX_STEPS_IN_ALL)
            throw new QueryRefused(`The subqueries of a query may have ${MAX_STEPS_IN_ALL} steps together.`, ref.from);
      }
    },
    leave({ name }) {
      if (NESTS.has(name)) seen.depth--;
      if (name === "SubqueryExpr") seen.subqueries--;
    },
  });
}

function checkSelector(node: SyntaxNode, text: string, count: number): void {
  if (count > MAX_SELECTORS) throw new QueryRefused(`A query may read ${MAX_SELECTORS} selectors.`, node.from);
  if (isNarrow(node, text)) return;
  throw new QueryRefused(
    "This selects everything, or nearly so. Name a metric, or a label with a value, or with a pattern that begins with given characters, not with every letter.",
    node.from,
  );
}

function checkText(literal: string, at: number): void {
  const value = stringValue(literal);
  if (value === null) throw new QueryRefused("This text does not end, or holds an escape that is not known.", at);
  if (value.length > MAX_TEXT) throw new QueryRefused(`A value or a pattern may have ${MAX_TEXT} characters.`, at);
}

/** The range in ms. */
function checkRange(written: string | undefined, at: number): number {
  const ms = durationMs(written, at);
  if (ms > MAX_DAYS * DAY_MS) throw new QueryRefused(`A range in brackets may be ${MAX_DAYS} days long.`, at);
  return ms;
}

/** How many steps it has. */
function checkSubquery(node: SyntaxNode, text: string, depth: number): number {
  if (depth > 1) throw new QueryRefused("A subquery may not hold another.", node.from);
  const [range, step = DEFAULT_STEP] = durations(node, text);
  const steps = checkRange(range, node.from) / durationMs(step, node.from);
  if (steps > MAX_STEPS)
    throw new QueryRefused(`A subquery may have ${MAX_STEPS} steps: take a wider one, as in [1d:5m].`, node.from);
  return steps;
}

function durations(node: SyntaxNode, text: string): string[] {
  return node.getChildren("DurationExpr").map(({ from, to }) => text.slice(from, to));
}

/** A duration ("1h30m"), or seconds as a number. What Prometheus would compute is not guessed at. */
function durationMs(written: string | undefined, at: number): number {
  const ms = parseDuration(written ?? "") ?? Number(written?.replaceAll("_", "") || Number.NaN) * 1000;
  if (!(ms >= 0)) throw new QueryRefused("A duration must be written out, as in [5m].", at);
  return ms;
}
