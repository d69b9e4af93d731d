import { Icon } from "@/components/ui/icon";
import { ApiError } from "@/lib/http/api-client";

/** Why nothing was changed, or that it is not known whether it was; in Alertmanager's own words where it spoke. */
export function ChangeProblem({ error, failed }: { error: Error | null; failed: string }) {
  const unknown = error instanceof ApiError && error.extra.outcome === "unknown";
  return (
    <p className="field-error" role="alert" hidden={!error}>
      {error && (
        <>
          <Icon name={unknown ? "unknown" : "fail"} />{" "}
          <span className="wrap-anywhere">
            {unknown ? "Outcome unknown." : failed}{" "}
            {error instanceof ApiError ? error.detail : "Something went wrong on this page."}
          </span>
        </>
      )}
    </p>
  );
}
