import "server-only";
import { guardAlert } from "@/lib/alertmanager/guard-alert";
import { redactionSource } from "@/lib/phi/redaction-source";
import type { Alarm } from "./alarm-schema";
import type { Envelope } from "./envelope-schema";
import { parseAlarm } from "./parse-alarm";

/**
 * A verified notification of an alarm without what a person could be known by, to be stored; null when there was
 * nothing. Of one that holds such a thing only what is read later is kept: the signature was checked before.
 */
export function redactNotification(envelope: Envelope): Uint8Array | null {
  const alarm = parseAlarm(envelope.Message);
  const clean = alarm && redactionSource.run("cloudwatch alarms", () => guardAlarm(alarm));
  if (!alarm || clean === null) return null;
  const Message = JSON.stringify({ ...clean, StateChangeTime: new Date(alarm.StateChangeTime).toISOString() });
  return Buffer.from(JSON.stringify({ ...envelope, Subject: null, Message }));
}

function guardAlarm(alarm: Alarm): Alarm | null {
  const { AlarmName, AlarmArn, AlarmDescription, NewStateReason, Trigger } = alarm;
  const dimensions = Trigger?.Dimensions ?? [];
  const given = {
    labels: { alertname: AlarmName, namespace: Trigger?.Namespace ?? "", metric: Trigger?.MetricName ?? "" },
    annotations: { summary: NewStateReason ?? "", description: AlarmDescription ?? "" },
  };
  const { labels, annotations } = guardAlert(given);
  const values = dimensions.map(({ name, value }) => ({
    name,
    value: guardAlert({ labels: { [name]: value }, annotations: {} }).labels[name]!,
  }));
  const same = values.every(({ value }, index) => value === dimensions[index]!.value);
  if (same && labels === given.labels && annotations === given.annotations) return null;
  return {
    ...alarm,
    AlarmName: labels.alertname,
    // Its end is the alarm's name again; only the region is read.
    AlarmArn: AlarmArn?.split(":").slice(0, 4).concat("").join(":"),
    AlarmDescription: annotations.description || null,
    NewStateReason: annotations.summary || null,
    Trigger: { Namespace: labels.namespace || null, MetricName: labels.metric || null, Dimensions: values },
  };
}
