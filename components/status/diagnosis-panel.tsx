"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TableScroll } from "@/components/ui/table-scroll";
import { TrustStrip } from "@/components/ui/trust-strip";
import { AUTOMATIC, apiGet } from "@/lib/http/api-client";
import type { Finding, Symptom } from "@/lib/status/diagnosis/diagnosis-view";
import { formatInstant } from "@/lib/time/format-time";
import { FindingItems } from "./finding-items";

const schema = () => import("@/lib/status/diagnosis/diagnosis-view").then((module) => module.diagnosisViewSchema);
const POLL_MS = 30_000;

const STATES: Record<Finding["state"], { tone: BadgeTone; word: string }> = {
  ok: { tone: "pass", word: "Well" },
  wrong: { tone: "fail", word: "Cause" },
  unknown: { tone: "unknown", word: "Unknown" },
};

/** The three complaints about a monitoring stack, each followed to its cause each half minute, and when asked. */
export function DiagnosisPanel() {
  const byPerson = useRef(false);
  const [looking, setLooking] = useState(false);
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ["diagnosis"],
    queryFn: ({ signal }) =>
      byPerson.current
        ? apiGet("/api/status/diagnosis?anew=1", schema, signal)
        : apiGet("/api/status/diagnosis", schema, signal, AUTOMATIC),
    refetchInterval: POLL_MS,
  });
  /** Over what is under way, which began before something was mended. */
  async function lookAgain() {
    if (looking) return;
    byPerson.current = true;
    setLooking(true);
    await refetch({ cancelRefetch: true });
    byPerson.current = false;
    setLooking(false);
  }
  const looked = data ? `looked at ${formatInstant(Date.parse(data.now), "UTC", "full")}` : "not looked at yet";
  const pace = data && error ? <span className="late">{error.message}</span> : "each 30 s";
  return (
    <Panel
      title="Diagnosis"
      subtitle="what is missing, followed to its cause"
      badge={
        <Button size="small" onClick={lookAgain} aria-disabled={looking}>
          {looking ? "Looking …" : "Look again"}
        </Button>
      }
      flush
      state={data ? (error ? "stale" : "ok") : error ? "error" : "loading"}
      footer={<TrustStrip items={[looked, pace]} />}
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
          {title} <CausesFound findings={findings} />
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
            <FindingItems items={finding.items} />
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

function CausesFound({ findings }: { findings: readonly Finding[] }) {
  const causes = findings.filter(({ state }) => state === "wrong").length;
  const unknown = findings.filter(({ state }) => state === "unknown").length;
  if (causes > 0)
    return <span className="sub t-fail">{causes === 1 ? "1 cause found" : `${causes} causes found`}</span>;
  return <span className="sub">{unknown > 0 ? `${unknown} unknown` : "nothing wrong found"}</span>;
}
