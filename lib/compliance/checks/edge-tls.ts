import "server-only";
import { readFile } from "node:fs/promises";
import { env } from "@/lib/env";
import type { Check } from "../check";
import { type Finding, unknown } from "../finding";
import { type CheckStatus, rollUp } from "../status";
import { handshake } from "./tls-handshake";

const DAY_MS = 86_400_000;
const MIN_DAYS_LEFT = 21;
const GOOD_PROTOCOLS = new Set(["TLSv1.2", "TLSv1.3"]);
const EXPECTED = {
  protocol: "TLSv1.2 or newer",
  certificate: "trusted chain, right host name",
  daysLeft: `more than ${MIN_DAYS_LEFT}`,
  "TLSv1.1 and older": "refused",
};
/** OpenSSL offers the old versions only at security level 0. */
const OLD_PROTOCOLS = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;

interface EndpointVerdict {
  status: CheckStatus;
  reasonCode: string | null;
  nextStep: string | null;
  observed: string;
}

/** D11: a real handshake with every public endpoint, and one that an endpoint must refuse. */
export const edgeTls: Check = {
  id: "D11",
  holds: "moment",
  measure: (ctx, signal) => measureEndpoints(env().TLS_ENDPOINTS, env().TLS_CA_FILE, ctx.now, signal),
};

export async function measureEndpoints(
  endpoints: readonly string[],
  caFile: string | undefined,
  now: Date,
  signal: AbortSignal,
): Promise<Finding> {
  if (endpoints.length === 0) return unknown("NOT_CONFIGURED", "Name the public endpoints in TLS_ENDPOINTS.");
  const ca = caFile ? await readFile(/* turbopackIgnore: true */ caFile) : undefined;
  const verdicts = await Promise.all(endpoints.map((endpoint) => judge(endpoint, ca, now, signal)));
  const status = rollUp(verdicts.map((verdict) => verdict.status));
  const worst = verdicts.find((verdict) => verdict.status === status);
  return {
    status,
    reasonCode: worst?.reasonCode ?? null,
    nextStep: worst?.nextStep ?? null,
    method: "measured",
    observed: Object.fromEntries(verdicts.map((verdict, index) => [endpoints[index] ?? "", verdict.observed])),
    expected: EXPECTED,
  };
}

async function judge(
  endpoint: string,
  ca: Buffer | undefined,
  now: Date,
  signal: AbortSignal,
): Promise<EndpointVerdict> {
  const modern = await handshake(endpoint, { ca, minVersion: "TLSv1.2" }, signal);
  if (modern.kind === "unreachable")
    return verdict("unknown", "UNREACHABLE", `Reach ${endpoint} from the portal, then run again.`, modern.code);
  if (modern.kind === "refused")
    return verdict("fail", "HANDSHAKE_REFUSED", `Make ${endpoint} offer TLS 1.2 or newer.`, modern.code);
  const { protocol, distrust, validTo } = modern.handshake;
  if (distrust) return verdict("fail", "CERTIFICATE_NOT_TRUSTED", `Replace the certificate of ${endpoint}.`, distrust);
  if (!protocol || !GOOD_PROTOCOLS.has(protocol) || validTo === null)
    return verdict("unknown", "BAD_RESULT", `Look at ${endpoint} by hand.`, String(protocol));
  const daysLeft = Math.floor((validTo - now.getTime()) / DAY_MS);
  const observed = `${protocol}, ${daysLeft} days left`;
  if (daysLeft <= MIN_DAYS_LEFT)
    return verdict("fail", "CERTIFICATE_EXPIRES", `Renew the certificate of ${endpoint}.`, observed);
  const old = await handshake(endpoint, { ca, ...OLD_PROTOCOLS }, signal);
  if (old.kind === "completed")
    return verdict(
      "fail",
      "OLD_TLS_ACCEPTED",
      `Turn off TLS 1.0 and 1.1 at ${endpoint}.`,
      `${observed}, accepts ${old.handshake.protocol}`,
    );
  if (old.kind === "unreachable")
    return verdict(
      "unknown",
      "OLD_TLS_NOT_TESTED",
      `Run again: the second handshake with ${endpoint} did not finish.`,
      `${observed}, ${old.code}`,
    );
  return verdict("pass", null, null, `${observed}, older refused`);
}

function verdict(
  status: CheckStatus,
  reasonCode: string | null,
  nextStep: string | null,
  observed: string,
): EndpointVerdict {
  return { status, reasonCode, nextStep, observed };
}
