import "server-only";
import pino from "pino";
import { redactLine } from "./redact-line";
import { requestScope } from "./request-scope";

// The level is read here and not through lib/env: a wrong configuration must still be able to log why.
const level = process.env.LOG_LEVEL || "info";

/** One JSON line per event, on stdout: timestamp, level, logger, message, request_id, user_id. */
export const logger = pino({
  level,
  base: undefined,
  messageKey: "message",
  timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
  formatters: { level: (label) => ({ level: label.toUpperCase() }) },
  // The keys first; then the finished line is looked through, whatever way a value came into it.
  redact: ["password", "token", "authorization", "cookie", "*.password", "*.token", "*.authorization", "*.cookie"],
  hooks: { streamWrite: redactLine },
  mixin() {
    const scope = requestScope.getStore();
    return scope ? { request_id: scope.requestId, route: scope.route, user_id: scope.userId } : {};
  },
});

export function loggerFor(name: string): pino.Logger {
  return logger.child({ logger: name });
}
