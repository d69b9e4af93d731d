import type { MessageDetail } from "./message-detail";
import type { MirroredAction } from "./outbox-change";
import type { OutboxTarget } from "./target";

/** A message in somebody's hands. */
export interface ClaimedMessage {
  id: bigint;
  target: OutboxTarget;
  episodeId: string;
  version: number;
  action: MirroredAction;
  detail: MessageDetail;
  /** This attempt included. */
  attempts: number;
  /** Since the change, by the database's clock. */
  ageSeconds: number;
}
