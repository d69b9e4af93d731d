import "server-only";
import { guardAlert } from "@/lib/alertmanager/guard-alert";
import { fingerprintOf, identityOf } from "@/lib/alertmanager/identity";
import type { AlertObservation } from "@/lib/alertmanager/map-alert";
import { storableText, type TextMap } from "@/lib/alertmanager/text-map";
import { env } from "@/lib/env";
import type { Alarm } from "./alarm-schema";

/** One change of one alarm, in the portal's own terms. */
export interface AlarmChange {
  /** Names the alarm whatever its labels: account, region, name. */
  alarm: string;
  state: Alarm["NewStateValue"];
  /** StateChangeTime, epoch ms. */
  changedAt: number;
  observation: AlertObservation;
}

const SEVERITY = /(?:^|[\s,;([])severity=([a-z][a-z0-9_-]{0,39})(?![\w-])/i;
const REGION_OF_ARN = /^arn:aws[a-z-]*:cloudwatch:([a-z0-9-]{1,40}):/;
const MAX_NAME = 200;
const SOURCE = "cloudwatch";
/** Who may see an alert depends on them. */
const NO_DIMENSIONS: ReadonlySet<string> = new Set(["team", "compliance"]);

/** What CloudWatch says of an alarm, as an alert. */
export function mapAlarm(alarm: Alarm): AlarmChange {
  const { NewStateValue: state, StateChangeTime: changedAt } = alarm;
  const { labels, annotations } = guardAlert({ labels: labelsOf(alarm), annotations: annotationsOf(alarm) });
  const firing = state === "ALARM";
  const observation: AlertObservation = {
    identity: identityOf(labels, SOURCE),
    fingerprint: fingerprintOf(labels),
    alertname: labels.alertname!.slice(0, MAX_NAME).toWellFormed(),
    severity: labels.severity!,
    team: null,
    labels,
    annotations,
    generatorUrl: null,
    groupKey: null,
    firing,
    startsAt: firing ? changedAt : null,
    endsAt: firing ? null : changedAt,
  };
  return { alarm: `${labels.account}:${labels.region}:${labels.alertname}`, state, changedAt, observation };
}

function labelsOf({ AlarmName, AlarmArn, AlarmDescription, AWSAccountId, Region, Trigger }: Alarm): TextMap {
  const own = {
    alertname: AlarmName,
    severity: SEVERITY.exec(AlarmDescription ?? "")?.[1]?.toLowerCase() ?? env().SNS_SEVERITY,
    source: SOURCE,
    region: REGION_OF_ARN.exec(AlarmArn ?? "")?.[1] ?? Region,
    account: AWSAccountId,
  };
  const dimensions = (Trigger?.Dimensions ?? []).map(({ name, value }) => [name, value] as const);
  const given = { namespace: Trigger?.Namespace, metric: Trigger?.MetricName };
  // Last comes what no dimension may claim to be.
  return cleaned([
    ...Object.entries(given),
    ...dimensions.filter(([name]) => !NO_DIMENSIONS.has(name)),
    ...Object.entries(own),
  ]);
}

function annotationsOf({ NewStateReason, AlarmDescription }: Alarm): TextMap {
  return cleaned([
    ["summary", NewStateReason],
    ["description", AlarmDescription],
  ]);
}

/** An empty text means that there is none. */
function cleaned(pairs: readonly (readonly [string, string | null | undefined])[]): TextMap {
  return Object.fromEntries(pairs.flatMap(([name, text]) => (text ? [[storableText(name), storableText(text)]] : [])));
}
