"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TableScroll } from "@/components/ui/table-scroll";
import { TrustStrip } from "@/components/ui/trust-strip";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";
import type { Finding, Symptom } from "@/lib/status/diagnosis/diagnosis-view";
import { formatInstant } from "@/lib/time/format-time";

const schema = () => import("@/lib/status/diagnosis/diagnosis-view").then((module) => module.diagnosisViewSchema);
const POLL_MS = 30_000;

const STATES: Record<Finding["state"], { tone: BadgeTone; word: string }> = {
  ok: { tone: "pass", word: "Well" },
  wrong: { tone: "fail", word: "Cause" },
  unknown: { tone: "unknown", word: "Unknown" },
};

/** The three complaints about a monitoring stack, each followed to its cause each half minute. */
export function DiagnosisPanel() {
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: ["diagnosis"],
    queryFn: ({ signal }) => apiGet("/api/status/diagnosis", schema, signal, AUTOMATIC),
    refetchInterval: POLL_MS,
  });
  const looked = data ? `looked at ${formatInstant(Date.parse(data.now), "UTC", "full")}` : "not looked at yet";
  return (
    <Panel
      title="Diagnosis"
      subtitle="what is missing, followed to its cause"
      flush
      state={data ? (error ? "stale" : "ok") : error ? "error" : "loading"}
      footer={<TrustStrip items={[looked, "each 30 s"]} />}
    >
      {data ? (
        <TableScroll label="Diagnosis">
          <table className="legs diagnosis">
            <thead>
              <tr>
                <th scope="col">Looked at</th>
                <th scope="col">State</th>
                <th scope="col">What was seen, and what to do</th>
              </tr>
            </thead>
            {data.symptoms.map((symptom) => (
              <SymptomRows key={symptom.id} symptom={symptom} />
            ))}
          </table>
        </TableScroll>
      ) : (
        <EmptyState title={error ? "The portal could not look." : "Looking at every leg …"}>
          {error && dataUpdatedAt === 0 ? error.message : null}
        </EmptyState>
      )}
    </Panel>
  );
}

function SymptomRows({ symptom: { title, findings } }: { symptom: Symptom }) {
  return (
    <tbody>
      <tr className="symptom">
        <th scope="rowgroup" colSpan={3}>
          {title} <span className="sub">{causesText(findings)}</span>
        </th>
      </tr>
      {findings.map((finding) => (
        <tr key={finding.id} data-finding={finding.id}>
          <th scope="row">{finding.title}</th>
          <td>
            <Badge tone={STATES[finding.state].tone}>{STATES[finding.state].word}</Badge>
          </td>
          <td className="ink2 leg-words">
            {finding.words}
            {finding.items.length > 0 && (
              <ul>
                {finding.items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )}
            {finding.fix && (
              <p>
                <b>To do:</b> {finding.fix}
              </p>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function causesText(findings: readonly Finding[]): string {
  const causes = findings.filter(({ state }) => state === "wrong").length;
  const unknown = findings.filter(({ state }) => state === "unknown").length;
  if (causes > 0) return causes === 1 ? "1 cause found" : `${causes} causes found`;
  return unknown > 0 ? `${unknown} unknown` : "nothing wrong found";
}
