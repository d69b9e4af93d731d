import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { logger, loggerFor } from "./logger";
import { redactionsTotal } from "./metrics";
import { requestScope } from "./request-scope";

const streamOf = logger as unknown as Record<symbol, { write(line: string): void }>;
const lines: string[] = [];
const { [pino.symbols.streamSym]: stdout } = streamOf;
const level = logger.level;

beforeEach(() => {
  lines.length = 0;
  logger.level = "info";
  streamOf[pino.symbols.streamSym] = { write: (line) => lines.push(line) };
});
afterEach(() => {
  streamOf[pino.symbols.streamSym] = stdout!;
  logger.level = level;
});

const SSN = "078-05-1123";
const CANARIES = [SSN, "jane.roe@example.com", "4111111111111111", "(415) 555-0132", "1EG4-TE5-MK73"];

test("L01 no way into a log line keeps a canary", async () => {
  const before = await countOf("SSN");
  const error = Object.assign(new Error(`query failed for ${CANARIES.join(" and ")}`), { meta: { mrn: 12345678 } });
  const log = loggerFor(`a logger named ${CANARIES[1]}`);
  for (const canary of CANARIES) {
    log.info({ note: canary, deep: { list: [canary, { canary }] }, [canary]: 1 }, `told of ${canary}`);
    log.info("formatted %s %o", canary, { canary });
    log.child({ bound: canary }).warn("bound");
    requestScope.run({ requestId: "r", route: `/x/${canary}` }, () => log.info("scoped"));
  }
  log.error({ err: error, card: 4111111111111111, dob: new Date(0), url: "https://h.example/x?patient=Roe" }, "failed");
  const all = lines.join("");
  for (const canary of [...CANARIES, "12345678", "1970-01-01", "patient=Roe"]) expect(all).not.toContain(canary);
  expect(await countOf("SSN")).toBeGreaterThan(before);
});

test("L03 a line is one JSON object and keeps what operators search for", () => {
  const uuid = "550e8400-e29b-41d4-a716-446655440000";
  requestScope.run({ requestId: uuid, route: "/api/alerts/[episodeId]", userId: uuid }, () =>
    loggerFor("ingest").info({ ms: 12.5, at: 1_712_345_678_901, pod: "api-7d9f8b6c5d-x2x4z" }, "stored"),
  );
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: "INFO",
    logger: "ingest",
    message: "stored",
    request_id: uuid,
    route: "/api/alerts/[episodeId]",
    user_id: uuid,
    ms: 12.5,
    at: 1_712_345_678_901,
    pod: "api-7d9f8b6c5d-x2x4z",
  });
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
});

test("an area may have a level of its own", async () => {
  vi.stubEnv("LOG_LEVELS", "jobs=debug,http=error");
  vi.resetModules();
  const { loggerFor: fresh } = await import("./logger");
  const enabled = ["jobs", "http", "ingest"].map((name) => [fresh(name).isLevelEnabled("debug"), fresh(name).level]);
  vi.unstubAllEnvs();
  vi.resetModules();
  expect(enabled[0]).toEqual([true, "debug"]);
  expect(enabled[1]).toEqual([false, "error"]);
  expect(enabled[2]![1]).toBe(level);
});

test("a line says what the request belongs to, and an error of many lines is one", () => {
  const [requestId, correlationId] = ["550e8400-e29b-41d4-a716-446655440000", "4bf92f3577b34da6a3ce929d0e0e4736"];
  requestScope.run({ requestId, correlationId }, () =>
    loggerFor("a").error({ err: new Error("one\ntwo") }, "failed\nso"),
  );
  requestScope.run({ requestId }, () => loggerFor("a").info("own"));
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line.trimEnd()).not.toContain("\n");
  expect(JSON.parse(lines[0]!)).toMatchObject({ correlation_id: correlationId, request_id: requestId });
  expect(JSON.parse(lines[1]!)).toMatchObject({ correlation_id: requestId, request_id: requestId });
});

async function countOf(name: string): Promise<number> {
  const { values } = await redactionsTotal.get();
  return values.find(({ labels }) => labels.class === name && labels.boundary === "log")?.value ?? 0;
}
