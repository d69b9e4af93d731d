/** What a person can do to an episode, as the API's path names it. */
export type EpisodeVerb = "acknowledge" | "take-over" | "unacknowledge" | "notes";
