import "server-only";
import { PortalError } from "@/lib/errors";
import { phiClassOf } from "@/lib/phi/refuse-phi";

const BASE = "http://portal.invalid";

export interface SearchedPath {
  /** The path with those parameters that name nobody. */
  path: string;
  /** Why others were left out; null when none was. */
  refusal: PortalError | null;
}

/** Looks through the parameters of a page's address: what could name a person is neither searched for nor drawn again. */
export function searchedPath(asked: string): SearchedPath {
  const url = new URL(asked, BASE);
  const refused = [...url.searchParams].flatMap(([field, text]) => {
    const found = phiClassOf(text);
    return found === undefined ? [] : [{ field, class: found }];
  });
  if (refused.length === 0) return { path: asked, refusal: null };
  for (const { field } of refused) url.searchParams.delete(field);
  return {
    path: url.pathname + url.search + url.hash,
    refusal: new PortalError("phi_in_query", undefined, refused[0]),
  };
}
