/** Who delivers. */
export type DeliverySource = "alertmanager" | "cloudwatch";
