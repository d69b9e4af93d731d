/** What is known of the portal's subscription to a topic; "unknown": no message of it came yet. */
export type TopicState = "asked" | "confirmed" | "ended";

export interface TopicView {
  topicArn: string;
  state: TopicState | "unknown";
  /** Of the message that said so. */
  since: string | null;
  /** For a person to open; null when there is none that may become a link. */
  subscribeUrl: string | null;
}
