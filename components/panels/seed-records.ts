import type { PanelResult } from "@/lib/dashboards/panel-result";
import { acceptResult, EMPTY_RECORD, type PanelRecord } from "@/lib/frames/panel-record";

/** What came with the page, by panel. */
export function seedRecords(seed: readonly PanelResult[], at: number): ReadonlyMap<string, PanelRecord> {
  return new Map(seed.map((result) => [result.panelId, acceptResult(EMPTY_RECORD, result, at)]));
}
