import type { z } from "zod";
import {
  type AuditFilter,
  type AuditListQuery,
  auditFilterSchema,
  auditListQuerySchema,
  sequenceSchema,
} from "./list-query";

type Search = Record<string, string | string[] | undefined>;

export interface AuditPageQuery {
  list: AuditListQuery;
  filter: AuditFilter;
  /** The entry that is open beside the list. */
  entry?: number;
  /** What in the address could not be understood; the list is then the whole log. */
  problem?: string;
}

/**
 * Reads the address of the log's page. Empty fields of the filter form count as left out; so does the zone of the page
 * one came from: the log's times are UTC.
 */
export function parseAuditPage({ entry, zone, ...search }: Search): AuditPageQuery {
  const given = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "" && value !== undefined));
  const parsed = auditListQuerySchema.safeParse(given);
  const open = sequenceSchema.safeParse(entry);
  const list = parsed.data ?? auditListQuerySchema.parse({});
  const { before, after, limit, ...filter } = list;
  return {
    list,
    filter,
    entry: open.data,
    problem: parsed.success ? entryProblem(entry, open.success) : problemOf(parsed.error.issues[0], given),
  };
}

function problemOf(issue: z.core.$ZodIssue | undefined, given: Search): string | undefined {
  if (issue?.code === "unrecognized_keys") return `“${shortened(issue.keys[0])}” is not a filter`;
  const field = issue?.path[0];
  if (field === undefined) return issue?.message;
  const value = shortened(given[String(field)]);
  const isTime = field === "from" || field === "to";
  return `“${value}” is not ${isTime ? "a day or an instant" : "known"} for ${String(field)}`;
}

function entryProblem(entry: Search[string], understood: boolean): string | undefined {
  return understood || !entry ? undefined : `“${shortened(entry)}” is not the number of an entry`;
}

function shortened(value: Search[string]): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The address of the log's page with these filters and, when given, a position or an open entry. */
export function auditAddress(
  filter: AuditFilter,
  more: { before?: number; after?: number; entry?: number } = {},
): string {
  const search = searchOf({ ...filter, ...more });
  return search ? `/audit?${search}` : "/audit";
}

/** The address of a download of everything that matches. */
export function exportAddress(filter: AuditFilter, format: "csv" | "ndjson"): string {
  return `/api/audit/export?${searchOf({ ...filter, format })}`;
}

function searchOf(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, String(value));
  return search.toString();
}

/** Whether anything narrows the list. */
export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(auditFilterSchema.parse(filter)).some((value) => value !== undefined);
}
