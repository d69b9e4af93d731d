import "server-only";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { CloudWatchConfig } from "../config-schema";

const CONNECT_TIMEOUT_MS = 2_000;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** The AWS SDK's client for one region. It sends once: tries are counted in one place, back-off.ts. */
export function createSdkClient(config: CloudWatchConfig, region: string): CloudWatchClient {
  return new CloudWatchClient({
    region,
    endpoint: config.endpoint,
    credentials: credentialsFor(config, region),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ connectionTimeout: CONNECT_TIMEOUT_MS }),
  });
}

/** Undefined: the SDK's default chain (environment, profile, instance or pod role). */
function credentialsFor({ roleArn, externalId, endpoint }: CloudWatchConfig, region: string) {
  if (roleArn)
    return fromTemporaryCredentials({
      params: { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: "observability-portal" },
      clientConfig: { region },
    });
  // A stand-in on this machine has no use for real credentials, and there may be none.
  if (endpoint && LOOPBACK.test(new URL(endpoint).hostname))
    return { accessKeyId: "stand-in", secretAccessKey: "stand-in" };
  return undefined;
}
