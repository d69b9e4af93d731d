import "server-only";
import type { Transaction } from "@/lib/db/client";
import { heldDeliveries } from "./held-deliveries";
import { openAlarm } from "./open-alarm";
import { openWebhook } from "./open-webhook";
import type { OpenedDelivery } from "./opened-delivery";
import { sealedBody } from "./sealed-body";
import type { TakenDelivery } from "./take-deliveries";

/** The opened body of a waiting delivery: this process may have it already, else it is read back. */
export async function openTaken(
  tx: Transaction,
  { seq, source }: Pick<TakenDelivery, "seq" | "source">,
): Promise<OpenedDelivery> {
  const held = heldDeliveries.get(seq);
  if (held) return held;
  const { body } = await tx.delivery.findUniqueOrThrow({ where: { seq }, select: { body: true } });
  const opened = source === "cloudwatch" ? openAlarm(body) : openWebhook(await sealedBody.open(body));
  heldDeliveries.hold(seq, opened); // a large one is applied in several pieces
  return opened;
}
