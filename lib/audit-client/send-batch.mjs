// @ts-check

/**
 * @typedef {object} Report what the portal did with a batch
 * @property {number} accepted
 * @property {number} duplicates
 * @property {number} heartbeats
 * @property {{ line: number, code: string, detail: string }[]} refused
 * @property {{ from: number, to: number }[]} gaps
 */

/**
 * @typedef {{ kind: "done", report: Report }
 *   | { kind: "too_large" }
 *   | { kind: "later", words: string, askedMs: number | null }} Verdict
 */

/**
 * Sends lines once. Only an answer that accounts for every line counts as one: a proxy may answer anything. Never throws.
 * @param {{ url: string, token: string, lines: readonly string[], timeoutMs: number, signal: AbortSignal }} options
 * @returns {Promise<Verdict>}
 */
export async function sendBatch({ url, token, lines, timeoutMs, signal }) {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "error",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson" },
      body: `${lines.join("\n")}\n`,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await response.text();
    if (response.status === 413) return { kind: "too_large" };
    if (!response.ok) return { kind: "later", words: `status ${response.status}`, askedMs: askedMs(response) };
    const report = readReport(text, lines.length);
    return report ? { kind: "done", report } : { kind: "later", words: "not the portal's answer", askedMs: null };
  } catch (error) {
    const words = error instanceof Error ? error.name : "unknown";
    return { kind: "later", words, askedMs: null };
  }
}

/**
 * @param {Response} response
 * @returns {number | null}
 */
function askedMs(response) {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : null;
}

/**
 * @param {string} text
 * @param {number} lines
 * @returns {Report | null}
 */
function readReport(text, lines) {
  try {
    const report = JSON.parse(text);
    const told = report.accepted + report.duplicates + report.heartbeats + report.refused.length;
    return told === lines && Array.isArray(report.gaps) ? report : null;
  } catch {
    return null;
  }
}
