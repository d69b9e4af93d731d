/** By what the list is cut into groups; `need`: what must be done about it. */
export const GROUPINGS = ["need", "alertname", "severity", "team"] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const DEFAULT_GROUPING: Grouping = "need";

/** The order within a group; `need`: what has no owner first, then the oldest. */
export const SORTS = ["need", "oldest", "newest", "name"] as const;
export type Sort = (typeof SORTS)[number];
export const DEFAULT_SORT: Sort = "need";
