/** What a person can do to a silence; also the last part of the API's address. */
export type SilenceVerb = "extend" | "expire";
