import { StateBox } from "@/components/ui/state-box";
import type { ApiError } from "@/lib/http/api-client";

/** In place of a list that has not come: still on its way, or refused in the portal's words. */
export function ListUnknown({ error }: { error: ApiError | null }) {
  return (
    <div className="si-unknown">
      {error ? (
        <StateBox tone="fail" title="The silences could not be read">
          <p>{error.detail}</p>
        </StateBox>
      ) : (
        <StateBox tone="plain" title="Alertmanager is being asked …" />
      )}
    </div>
  );
}
