import { Icon } from "@/components/ui/icon";
import type { Leg } from "@/lib/status/status-view";

/** The first glance: whether everything is heard, else how much is not. */
export function StatusVerdict({ legs }: { legs: Leg[] }) {
  const count = (state: Leg["state"]) => legs.filter((leg) => leg.state === state).length;
  const [failing, late, unknown] = [count("failing"), count("late"), count("unknown")];
  const well = failing + late + unknown === 0;
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
    </p>
  );
}
