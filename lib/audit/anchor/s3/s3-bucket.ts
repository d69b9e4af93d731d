import "server-only";
import type { S3 } from "@aws-sdk/client-s3";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { checkpointName } from "../checkpoint-name";
import { s3Failure } from "./s3-failure";

const CONNECT_TIMEOUT_MS = 3_000;

export interface S3Place {
  bucket: string;
  /** Before every key; ends with a slash, or is empty. */
  prefix: string;
  region: string;
  /** Another service that speaks S3; left out: AWS. */
  endpoint?: string;
  /** A role of the account that the bucket is in. */
  roleArn?: string;
}

export interface S3Bucket {
  bucket: string;
  prefix: string;
  keyOf(size: number): string;
  /** One call; whatever fails is thrown as an AnchorFailure, in words without addresses. */
  send<T>(
    operation: string,
    signal: AbortSignal,
    call: (client: S3, abort: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T>;
}

/** A bucket by the AWS SDK. It sends once: tries are counted in one place, the anchor's row. */
export function s3Bucket(place: S3Place): S3Bucket {
  const { bucket, prefix } = place;
  let client: Promise<S3> | undefined;
  return {
    bucket,
    prefix,
    keyOf: (size) => `${prefix}${checkpointName(size)}`,
    async send(operation, signal, call) {
      client ??= createClient(place);
      try {
        return await call(await client, { abortSignal: signal });
      } catch (error) {
        throw s3Failure(error, operation, signal);
      }
    },
  };
}

/** The SDK is loaded when it is first needed: most portals have no bucket. */
async function createClient({ region, endpoint, roleArn }: S3Place): Promise<S3> {
  const { S3 } = await import("@aws-sdk/client-s3");
  return new S3({
    region,
    endpoint,
    forcePathStyle: endpoint !== undefined,
    // Undefined: the SDK's default chain (environment, profile, instance or pod role).
    credentials: roleArn ? await credentialsOf(roleArn, region) : undefined,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ connectionTimeout: CONNECT_TIMEOUT_MS }),
  });
}

async function credentialsOf(RoleArn: string, region: string) {
  const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  return fromTemporaryCredentials({
    params: { RoleArn, RoleSessionName: "observability-portal" },
    clientConfig: { region },
  });
}
