import { type PanelResult, panelResultSchema } from "@/lib/dashboards/panel-result";

/** A line that does not parse leaves its panel unanswered: it is then told as a failure, never as empty. */
export function parsePanelLine(line: string): PanelResult | null {
  try {
    return panelResultSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
