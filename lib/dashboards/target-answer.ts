import type { Answer } from "@/lib/query/answer";
import type { Target } from "./model";
import type { TargetError } from "./panel-result";
import type { TargetPlan } from "./plan-target";

/** What a query target came to, before it is put into words and numbers for the wire. */
export type TargetAnswer =
  | {
      status: "ok";
      target: Exclude<Target, { type: "expression" }>;
      plan: TargetPlan;
      datasource: string;
      executedQuery: string;
      answer: Answer;
      /** The same query at an instant after the range's last whole step. */
      latest?: Answer;
      cached: boolean;
    }
  | {
      status: "error";
      target: Exclude<Target, { type: "expression" }>;
      datasource?: string;
      executedQuery?: string;
      error: TargetError;
    };
