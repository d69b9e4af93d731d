import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/ui/icon";
import type { DiagnosisView } from "@/lib/status/diagnosis/diagnosis-view";
import type { Leg } from "@/lib/status/status-view";

/** The first glance: whether everything is heard, else how much is not; and whether a cause of trouble is known. */
export function StatusVerdict({ legs }: { legs: Leg[] }) {
  const count = (state: Leg["state"]) => legs.filter((leg) => leg.state === state).length;
  const [failing, late, unknown] = [count("failing"), count("late"), count("unknown")];
  const well = failing + late + unknown === 0;
  const causes = useCausesFound();
  return (
    <p className="status-verdict" role="status">
      {well && (
        <span>
          <Icon name="pass" className="t-pass" />
          All {legs.length} legs are on time
        </span>
      )}
      {failing > 0 && (
        <span>
          <Icon name="fail" className="t-fail" />
          {failing} failing
        </span>
      )}
      {late > 0 && (
        <span>
          <Icon name="clock" className="t-warn" />
          {late} silent
        </span>
      )}
      {unknown > 0 && (
        <span>
          <Icon name="unknown" className="t-unknown" />
          {unknown} unknown
        </span>
      )}
      {causes > 0 && (
        <span>
          <Icon name="fail" className="t-fail" />
          {causes === 1 ? "1 cause found" : `${causes} causes found`}
        </span>
      )}
    </p>
  );
}

/** Of what the diagnosis asked for last; nothing is asked here. */
function useCausesFound(): number {
  const { data } = useQuery<DiagnosisView>({ queryKey: ["diagnosis"], enabled: false });
  return data?.symptoms.flatMap(({ findings }) => findings).filter(({ state }) => state === "wrong").length ?? 0;
}
