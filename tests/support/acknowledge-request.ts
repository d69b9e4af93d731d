import { type ActOptions, actAs } from "./act-request";

/** An acknowledgement as the portal's own page sends it. */
export function acknowledgeAs(
  person: { cookie: string },
  episodeId: string,
  options: ActOptions = {},
): Promise<Response> {
  return actAs(person, "acknowledge", episodeId, options);
}
