import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type RunningUpstream, startUpstream, type UpstreamCall } from "./start-upstream";

/** What the next requests are answered with instead; null: as S3 would. */
export type S3Fault = { status: number; code: string } | "hang" | "reset" | "half" | null;

export interface StoredObject {
  body: string;
  lockMode: string | undefined;
  retainUntil: string | undefined;
}

export interface RunningS3 extends RunningUpstream {
  /** By key. */
  objects: Map<string, StoredObject>;
  /** Whether the bucket has Object Lock. */
  locked: boolean;
  fault: (call: UpstreamCall, index: number) => S3Fault;
}

const PAGE = 3; // S3 has 1,000: pages must be turned here too

/** A server that speaks the part of S3's protocol that an anchor needs, of one bucket called "anchors". */
export async function startS3Server(): Promise<RunningS3> {
  const objects = new Map<string, StoredObject>();
  const upstream = await startUpstream((response, call, index) => {
    const fault = s3.fault(call, index);
    if (fault === "hang") return;
    if (fault === "reset") return void response.socket?.destroy();
    if (fault === "half") {
      response.writeHead(200, { "content-type": "application/xml", "content-length": "500" });
      response.write("<?xml version='1.0'?><ListBucketResult><Cont");
      return void setTimeout(() => response.socket?.destroy(), 20);
    }
    if (fault) return refuse(response, fault.status, fault.code);
    answer(s3, response, call);
  });
  const s3: RunningS3 = { ...upstream, objects, locked: true, fault: () => null };
  return s3;
}

function answer(s3: RunningS3, response: ServerResponse, call: UpstreamCall): unknown {
  const { pathname, searchParams } = new URL(call.path, "http://s3");
  const [, bucket, ...rest] = pathname.split("/");
  const key = decodeURIComponent(rest.join("/"));
  if (bucket !== "anchors") return refuse(response, 404, "NoSuchBucket");
  if (call.method === "PUT") return put(s3, response, call, key);
  if (searchParams.has("object-lock"))
    return s3.locked
      ? xml(
          response,
          "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
        )
      : refuse(response, 404, "ObjectLockConfigurationNotFoundError");
  if (searchParams.get("list-type") === "2") {
    const after = searchParams.get("start-after") ?? "";
    const prefix = searchParams.get("prefix") ?? "";
    const keys = [...s3.objects.keys()].filter((one) => one.startsWith(prefix) && one > after).sort();
    const page = keys.slice(0, PAGE).map((one) => `<Contents><Key>${one}</Key></Contents>`);
    return xml(
      response,
      `<ListBucketResult><IsTruncated>${keys.length > PAGE}</IsTruncated>${page.join("")}</ListBucketResult>`,
    );
  }
  const object = s3.objects.get(key);
  if (!object) return refuse(response, 404, "NoSuchKey");
  if (object.lockMode) response.setHeader("x-amz-object-lock-mode", object.lockMode);
  if (object.retainUntil) response.setHeader("x-amz-object-lock-retain-until-date", object.retainUntil);
  return response.end(object.body);
}

function put(s3: RunningS3, response: ServerResponse, { headers, body }: UpstreamCall, key: string): unknown {
  const checksum = createHash("sha256").update(body).digest("base64");
  // S3 refuses a lock without a checksum of what is to be locked.
  if (headers["x-amz-checksum-sha256"] !== checksum) return refuse(response, 400, "BadDigest");
  if (headers["if-none-match"] === "*" && s3.objects.has(key)) return refuse(response, 412, "PreconditionFailed");
  const lockMode = headers["x-amz-object-lock-mode"]?.toString();
  if (lockMode && !s3.locked) return refuse(response, 400, "InvalidRequest");
  s3.objects.set(key, { body, lockMode, retainUntil: headers["x-amz-object-lock-retain-until-date"]?.toString() });
  return response.end();
}

function xml(response: ServerResponse, text: string): void {
  response.setHeader("content-type", "application/xml");
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  xml(
    response,
    `<Error><Code>${code}</Code><Message>arn:aws:iam::123456789012:role/secret is not well</Message></Error>`,
  );
}
