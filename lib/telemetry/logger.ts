import "server-only";
import pino from "pino";
import { parseLogLevels } from "./log-levels";
import { redactLine } from "./redact-line";
import { requestScope } from "./request-scope";

// The level is read here and not through lib/env: a wrong configuration must still be able to log why.
const level = process.env.LOG_LEVEL || "info";

/** One JSON line per event, on stdout: timestamp, level, logger, message, correlation_id, request_id, route, user_id. */
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
    if (!scope) return {};
    const { requestId, correlationId = requestId, route, userId } = scope;
    return { correlation_id: correlationId, request_id: requestId, route, user_id: userId };
  },
});

const levels = levelsOf(process.env.LOG_LEVELS ?? "");

/** The logger of an area. LOG_LEVELS may give it a level of its own. */
export function loggerFor(name: string): pino.Logger {
  const own = levels.get(name);
  return logger.child({ logger: name }, own === undefined ? {} : { level: own });
}

/** What is wrong with it is said by lib/env, which ends the process. */
function levelsOf(text: string): ReturnType<typeof parseLogLevels> {
  try {
    return parseLogLevels(text);
  } catch {
    return new Map();
  }
}
