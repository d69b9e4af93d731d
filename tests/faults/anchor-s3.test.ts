import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AnchorContradiction } from "@/lib/audit/anchor/anchor-contradiction";
import { AnchorFailure } from "@/lib/audit/anchor/anchor-failure";
import { checkpointName } from "@/lib/audit/anchor/checkpoint-name";
import { s3Anchor } from "@/lib/audit/anchor/s3/s3-anchor";
import { serveAnchor } from "@/lib/audit/anchor/serve-anchor";
import { withinDeadline } from "@/lib/audit/anchor/within-deadline";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { appendMany } from "../support/append-entries";
import { contextOf } from "../support/context";
import { type RunningS3, type S3Fault, startS3Server } from "../support/s3-server";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

process.env.AWS_ACCESS_KEY_ID = "test";
process.env.AWS_SECRET_ACCESS_KEY = "test";
process.env.AWS_EC2_METADATA_DISABLED = "true";

const signal = new AbortController().signal;
const noteOf = (size: number, root = "A") => `log\n${size}\n${root.repeat(43)}=\n\n— log c2lnbmVk\n`;
let s3: RunningS3;
const anchor = () =>
  s3Anchor({
    bucket: "anchors",
    prefix: "portal/",
    region: "eu-central-1",
    endpoint: s3.url,
    everySeconds: 60,
    years: 7,
  });
const publish = (size: number, root?: string) => anchor().publish({ size, note: noteOf(size, root) }, "log", signal);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const keyOf = (size: number) => `portal/${checkpointName(size)}`;

beforeEach(async () => {
  s3 = await startS3Server();
});
afterEach(() => s3.stop());

test("a checkpoint is created once, locked for the whole retention, with a checksum and a signature", async () => {
  expect(await publish(12)).toMatch(/^locked until 20\d\d-/);
  const put = s3.calls.find(({ method }) => method === "PUT")!;
  expect(put.path.split("?")[0]).toBe(`/anchors/${keyOf(12)}`);
  expect(put.headers).toMatchObject({
    "if-none-match": "*",
    "x-amz-object-lock-mode": "COMPLIANCE",
    "x-amz-checksum-sha256": expect.any(String),
    authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 .*x-amz-object-lock-retain-until-date/),
  });
  const until = Date.parse(String(put.headers["x-amz-object-lock-retain-until-date"]));
  expect((until - Date.now()) / 86_400_000).toBeGreaterThan(6 * 365.25);
  expect(s3.objects.get(keyOf(12))?.body).toBe(noteOf(12));
});

test("412: the same is no news, another one is a fork and stays as it is", async () => {
  await publish(12);
  expect(await publish(12)).toMatch(/already/);
  const fork = await failure(publish(12, "B"));
  expect(fork).toBeInstanceOf(AnchorContradiction);
  expect(s3.objects.get(keyOf(12))?.body).toBe(noteOf(12));
});

test("a bucket without Object Lock gets nothing", async () => {
  s3.locked = false;
  const error = await failure(publish(12));
  expect(error).toMatchObject({ name: "AnchorFailure", message: expect.stringMatching(/no Object Lock/) });
  expect(s3.objects.size).toBe(0);
});

test("what is read back comes over pages, smallest first, and must be locked", async () => {
  for (const size of [5, 900, 40, 7, 1_000, 41, 8]) await publish(size);
  s3.objects.set("portal/readme.txt", { body: "", lockMode: undefined, retainUntil: undefined });
  s3.objects.set(`other/${checkpointName(5_000)}`, { body: "", lockMode: undefined, retainUntil: undefined });
  const { latest, all } = anchor().readBack!;
  expect(await latest(0, signal)).toEqual({ size: 1_000, note: noteOf(1_000) });
  expect(await latest(1_000, signal)).toMatchObject({ size: 1_000 });
  expect(await latest(1_001, signal)).toBeNull();
  const sizes: number[] = [];
  for await (const { size } of all(signal)) sizes.push(size);
  expect(sizes).toEqual([5, 7, 8, 40, 41, 900, 1_000]);
  s3.objects.get(keyOf(1_000))!.lockMode = "GOVERNANCE";
  expect(await failure(latest(0, signal))).toMatchObject({ message: expect.stringMatching(/is locked/) });
});

describe("faults are failures in words without addresses", () => {
  const faults: [string, S3Fault, RegExp][] = [
    ["denied", { status: 403, code: "AccessDenied" }, /refused \w+ for the portal's credentials \(AccessDenied\)/],
    ["throttled", { status: 503, code: "SlowDown" }, /fewer requests/],
    ["an internal error", { status: 500, code: "InternalError" }, /answered \w+ with 500/],
    ["a bucket that is not there", { status: 404, code: "NoSuchBucket" }, /no such bucket/],
    ["a cut connection", "reset", /could not be reached/],
    ["half an answer", "half", /S3/],
  ];
  test.each(faults)("%s", async (_name, fault, words) => {
    s3.fault = () => fault;
    for (const error of [await failure(publish(12)), await failure(anchor().readBack!.latest(0, signal))]) {
      expect(error).toBeInstanceOf(AnchorFailure);
      expect((error as Error).message).toMatch(words);
      expect((error as Error).message).not.toMatch(/arn:|127\.0\.0\.1|http/);
    }
  });

  test("nobody there, and one that hangs", async () => {
    s3.fault = () => "hang";
    const started = performance.now();
    const hanging = withinDeadline(300, (stop) => anchor().publish({ size: 1, note: noteOf(1) }, "log", stop));
    expect(await failure(hanging)).toMatchObject({
      name: "AnchorFailure",
      message: expect.stringMatching(/no answer/),
    });
    expect(performance.now() - started).toBeLessThan(5_000);
    const { url } = s3;
    await s3.stop();
    const gone = s3Anchor({
      bucket: "anchors",
      prefix: "",
      region: "eu-central-1",
      endpoint: url,
      everySeconds: 60,
      years: 7,
    });
    expect(await failure(gone.publish({ size: 1, note: noteOf(1) }, "log", signal))).toMatchObject({
      message: "S3 could not be reached (ECONNREFUSED).",
    });
    s3 = await startS3Server();
  });
});

describe("served by the job", () => {
  let database: ScratchDatabase;
  const serve = async () => {
    await database.sql("UPDATE audit_anchors SET next_attempt_at = clock_timestamp()");
    return serveAnchor(contextOf("admin"), anchor(), 2_000);
  };
  const row = () => database.prisma.auditAnchor.findUniqueOrThrow({ where: { name: "s3" } });
  const grow = async () => {
    await appendMany(contextOf("on_call"), 3);
    return signCheckpoint(contextOf("admin"));
  };

  beforeAll(async () => {
    database = await openScratchDatabase();
  });
  beforeEach(() => database.sql("DELETE FROM audit_anchors"));
  afterAll(() => database.close());

  test("R22 whichever request fails, nothing is half done, and the next attempt succeeds", async () => {
    await grow();
    await serve();
    const requests = await (async () => {
      const before = s3.calls.length;
      await grow();
      await serve();
      return s3.calls.length - before;
    })();
    expect(requests).toBeGreaterThanOrEqual(4); // list, get, lock, put
    for (let nth = 0; nth < requests; nth++) {
      const size = await grow();
      const from = s3.calls.length + nth;
      s3.fault = (_call, index) => (index === from ? { status: 500, code: "InternalError" } : null);
      await serve();
      expect(await row(), `request ${nth}`).toMatchObject({ failures: 1, contradicted: false });
      expect(Number((await row()).size)).toBeLessThan(size);
      expect(s3.objects.has(keyOf(size))).toBe(false);
      s3.fault = () => null;
      await serve();
      expect(await row()).toMatchObject({ failures: 0, failingSince: null, size: BigInt(size) });
      expect(s3.objects.has(keyOf(size))).toBe(true);
    }
  });

  test("an answer that got lost after the object was stored is found again, not doubled", async () => {
    const size = await grow();
    s3.fault = (call) => {
      if (call.method !== "PUT") return null;
      s3.objects.set(keyOf(size), { body: call.body, lockMode: "COMPLIANCE", retainUntil: undefined });
      return "reset";
    };
    await serve();
    expect(await row()).toMatchObject({ failures: 1, size: 0n });
    s3.fault = () => null;
    const puts = s3.calls.filter(({ method }) => method === "PUT").length;
    await serve();
    expect(await row()).toMatchObject({ failures: 0, size: BigInt(size) });
    expect(s3.calls.filter(({ method }) => method === "PUT")).toHaveLength(puts);
  });

  test("R11 of eight replicas one asks", async () => {
    await grow();
    await serve();
    const size = await grow();
    await database.sql("UPDATE audit_anchors SET next_attempt_at = clock_timestamp()");
    const before = s3.calls.length;
    await Promise.all(Array.from({ length: 8 }, () => serveAnchor(contextOf("admin"), anchor(), 2_000)));
    expect(s3.calls.slice(before).filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(s3.objects.has(keyOf(size))).toBe(true);
  });
});
