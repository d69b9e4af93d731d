import { POST as expire } from "@/app/api/silences/[silenceId]/expire/route";
import { POST as extend } from "@/app/api/silences/[silenceId]/extend/route";
import { GET as get } from "@/app/api/silences/[silenceId]/route";
import { POST as preview } from "@/app/api/silences/preview/route";
import { POST as create, GET as list } from "@/app/api/silences/route";
import type { SilencePreview } from "@/lib/silences/preview-view";
import {
  type SilenceDetail,
  type SilenceList,
  silenceDetailSchema,
  silenceListSchema,
} from "@/lib/silences/silence-view";
import { browserRequest, routeParams } from "./actor-request";

interface Person {
  cookie: string;
}

/** `alertname="HighErrorRate"` as the API takes it. */
export function matcher(name: string, value: string, operator: "=" | "!=" | "=~" | "!~" = "=") {
  return { name, value, isRegex: operator.endsWith("~"), isEqual: operator.startsWith("=") };
}

/** A silence request as the portal's own page sends it; `json` replaces parts of a valid one. */
export function createSilenceAs(person: Person, json: object = {}, key?: string): Promise<Response> {
  const body = { matchers: [matcher("alertname", "HighErrorRate")], minutes: 30, reason: "Load test", ...json };
  return create(browserRequest("/api/silences", post(person, body, key)), routeParams());
}

export function expireSilenceAs(person: Person, silenceId: string, json: object = {}, key?: string) {
  const request = browserRequest(
    `/api/silences/${silenceId}/expire`,
    post(person, { reason: "It is over", ...json }, key),
  );
  return expire(request, routeParams({ silenceId }));
}

export function extendSilenceAs(person: Person, silenceId: string, json: object = {}, key?: string) {
  const body = { minutes: 120, reason: "Takes longer", ...json };
  const request = browserRequest(`/api/silences/${silenceId}/extend`, post(person, body, key));
  return extend(request, routeParams({ silenceId }));
}

export async function silenceListAs(person: Person): Promise<SilenceList> {
  const response = await list(browserRequest("/api/silences", { cookie: person.cookie }), routeParams());
  return silenceListSchema.parse(await response.json());
}

export async function silenceAs(person: Person, silenceId: string): Promise<SilenceDetail> {
  const request = browserRequest(`/api/silences/${silenceId}`, { cookie: person.cookie });
  return silenceDetailSchema.parse(await (await get(request, routeParams({ silenceId }))).json());
}

export function previewSilenceAs(person: Person, matchers: object[], alertmanager?: string): Promise<Response> {
  const request = browserRequest("/api/silences/preview", post(person, { matchers, alertmanager }));
  return preview(request, routeParams());
}

export async function previewed(person: Person, ...matchers: object[]): Promise<SilencePreview> {
  return (await previewSilenceAs(person, matchers)).json() as Promise<SilencePreview>;
}

function post(person: Person, json: unknown, key?: string) {
  const headers: Record<string, string> = key ? { "idempotency-key": key } : {};
  return { method: "POST", cookie: person.cookie, json, headers };
}
