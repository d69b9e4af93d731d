import { FAILURE_TITLES } from "@/components/panels/failure-titles";
import { Button } from "@/components/ui/button";
import { StateBox } from "@/components/ui/state-box";
import type { ExploreResult } from "@/lib/explore/explore-result";
import { type PlaceInQuery, placeInQuerySchema } from "@/lib/explore/place-in-query";
import { ApiError } from "@/lib/http/api-client";
import { MarkedPlace } from "./marked-place";

interface QueryFailedProps {
  asked: string;
  error: Error | null;
  result: ExploreResult | undefined;
  onRetry: () => void;
}

/** Why there is no result: the portal did not send the query, or its source refused it, in the words of whoever said no. */
export function QueryFailed({ asked, error, result, onRetry }: QueryFailedProps) {
  const { title, words, own, place, final } = failureOf(error, result);
  return (
    <StateBox tone="fail" title={title}>
      {own ? <p className="wrap-anywhere">{words}</p> : <pre>{words}</pre>}
      {place && <MarkedPlace query={asked} place={place} />}
      {!final && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </StateBox>
  );
}

interface Failure {
  title: string;
  words: string;
  /** The portal's words, not the source's. */
  own: boolean;
  place: PlaceInQuery | null;
  /** The same text would be refused again. */
  final: boolean;
}

function failureOf(error: Error | null, result: ExploreResult | undefined): Failure {
  if (error instanceof ApiError) {
    const place = placeInQuerySchema.safeParse(error.extra.place);
    const final = error.status === 400 || error.status === 422;
    return { title: titleOf(error), words: error.detail, own: true, place: place.success ? place.data : null, final };
  }
  if (result?.status === "error") {
    const title = FAILURE_TITLES[result.code as keyof typeof FAILURE_TITLES] ?? "The source refused this query";
    return { title, words: result.message, own: false, place: result.place, final: false };
  }
  return { title: "Something went wrong on this page", words: "Load it anew.", own: true, place: null, final: false };
}

function titleOf({ error }: ApiError): string {
  switch (error) {
    case "bad_request":
      return "This was not sent to the source";
    case "phi_in_query":
      return "What could name a person is not asked for";
    case "rate_limited":
      return "Too many queries";
    default:
      return "The query could not be run";
  }
}
