import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/** The most memory that this process ever had. Linux counts the parent's in what Node tells, but not here. */
export function peakMegabytes() {
  const [, kilobytes] = (existsSync(STATUS) && /VmHWM:\s+(\d+)/.exec(readFileSync(STATUS, "utf8"))) || [];
  return (kilobytes ? Number(kilobytes) : process.resourceUsage().maxRSS) / 1024;
}
