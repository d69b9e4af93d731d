import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import type { AlarmChange } from "@/lib/sns/map-alarm";

/** A delivery's body, parsed. Its alerts are read when they are needed: ten thousand take longer than their receipt may. */
export interface OpenedDelivery {
  /** How many alerts it holds, readable or not. */
  alerts: number;
  /** Of its body. */
  bytes: number;
  /** How many the source cut off. */
  truncated: number;
  /** It brings the always-firing alert. */
  watchdog: boolean;
  /** The one change of a CloudWatch alarm that it brings, instead of alerts. */
  alarm?: AlarmChange;
  /** What is stored of its body: nothing that could name a person, or all of it sealed. Left out: it is safe as it is. */
  atRest?(): Promise<Uint8Array>;
  /** The alerts from place `from` up to `to`; what cannot be read is counted. */
  read(from: number, to: number): Promise<{ readable: AlertObservation[]; refused: number }>;
}
