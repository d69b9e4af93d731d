import { useMemo } from "react";
import type { PanelResult } from "@/lib/dashboards/panel-result";

const MOST_CHARACTERS = 60_000;

/** The answer as it came, values without white space. */
export function InspectJson({ result }: { result: PanelResult | null }) {
  const text = useMemo(() => (result ? jsonText(result) : "null"), [result]);
  return (
    <section>
      <pre className="code">{text.slice(0, MOST_CHARACTERS)}</pre>
      {text.length > MOST_CHARACTERS && (
        <p className="muted">Cut at {MOST_CHARACTERS.toLocaleString("en-US")} characters.</p>
      )}
    </section>
  );
}

function jsonText(result: PanelResult): string {
  return JSON.stringify(result, null, 2).replace(/\[\s*(?:null|-?\d)[\s\d.,eE+\-nul]*\]/g, (list) =>
    list.replace(/\s+/g, ""),
  );
}
