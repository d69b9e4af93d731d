const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LEVELS)[number];

const PAIR = /^([a-z][a-z-]{0,30})=([a-z]+)$/;

/** "jobs=debug,http=warn": the level of each area, by the name of its logger. Throws one line about what is wrong. */
export function parseLogLevels(text: string): ReadonlyMap<string, LogLevel> {
  const levels = new Map<string, LogLevel>();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    if (part === "") continue;
    const [, name, level] = PAIR.exec(part) ?? [];
    if (name === undefined || !isLevel(level))
      throw new Error(`must be pairs such as jobs=debug,http=warn; the levels are ${LEVELS.join(", ")}`);
    levels.set(name, level);
  }
  return levels;
}

function isLevel(level: string | undefined): level is LogLevel {
  return LEVELS.some((one) => one === level);
}
