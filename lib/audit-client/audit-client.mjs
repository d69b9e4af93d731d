// @ts-check
import { eventId } from "./event-id.mjs";
import { retryDelay } from "./retry-delay.mjs";
import { sendBatch } from "./send-batch.mjs";
import { Spool } from "./spool.mjs";

const MAX_LINES = 500;
const MAX_BYTES = 1024 * 1024;

/**
 * @typedef {object} AuditClientOptions
 * @property {string} url the portal's /api/ingest/audit-events
 * @property {string} token names the emitter
 * @property {string} folder of the spool; one process per folder
 * @property {number} [maxSpoolBytes]
 * @property {number} [heartbeatMs] after so long without an event the portal is told that all is well
 * @property {number} [timeoutMs] of one request
 * @property {number} [firstDelayMs] after a first failure; doubles
 * @property {number} [longestDelayMs]
 * @property {(report: import("./send-batch.mjs").Report) => void} [onReport] what the portal made of a batch
 */

/**
 * Sends audit events to the portal, in order, each once: what is emitted is on the disk before `emit` returns, and leaves
 * it when the portal has answered for it. Runs in plain Node 20, without dependencies.
 */
export class AuditClient {
  #options;
  #spool;
  #stop = new AbortController();
  #closing = false;
  /** @type {() => void} */
  #wake = () => {};
  #maxLines = MAX_LINES;
  /** The portal expects heartbeats of whoever ever sent one: a busy client must not wait for its first idle minute. */
  #hasBeaten = false;
  #running;
  /** Events without room in the spool; their numbers are gaps at the portal. */
  dropped = 0;
  /** Lines that the portal refused. */
  refused = 0;
  /**
   * Why the last try failed, such as "status 401"; null: it did not.
   * @type {string | null}
   */
  lastFailure = null;

  /** @param {AuditClientOptions} options */
  constructor({ maxSpoolBytes = 16 * 1024 * 1024, ...options }) {
    this.#options = { heartbeatMs: 60_000, timeoutMs: 10_000, firstDelayMs: 500, longestDelayMs: 60_000, ...options };
    this.#spool = new Spool({ folder: options.folder, maxBytes: maxSpoolBytes });
    this.#running = this.#run();
  }

  /** Events that the portal has not answered for yet. */
  get pending() {
    return this.#spool.size;
  }

  /**
   * Takes an event: writes one line to a local file, and waits for nothing else. Never throws. False: it was dropped.
   * @param {Record<string, unknown>} event without id, seq and timestamp
   * @returns {boolean}
   */
  emit(event) {
    if (this.#closing) return false;
    try {
      JSON.stringify(event); // what cannot be written down must not use up a number
      const own = { id: eventId(), seq: this.#spool.nextSeq(), timestamp: new Date().toISOString() };
      const kept = this.#spool.append(JSON.stringify({ ...event, ...own }));
      if (!kept) this.dropped += 1;
      this.#wake();
      return kept;
    } catch {
      this.dropped += 1;
      return false;
    }
  }

  /**
   * Sends what is left, for so long at most; what is left then stays on the disk. True: nothing is left.
   * @param {number} [timeoutMs]
   * @returns {Promise<boolean>}
   */
  async close(timeoutMs = 5_000) {
    if (!this.#closing) {
      this.#closing = true;
      this.#wake();
      const timer = setTimeout(() => this.#stop.abort(), timeoutMs);
      await this.#running;
      clearTimeout(timer);
      this.#spool.close();
    }
    return this.pending === 0;
  }

  async #run() {
    for (let failures = 0; !this.#stop.signal.aborted; ) {
      const lines = this.#spool.peek(this.#maxLines, MAX_BYTES);
      if (lines.length === 0) {
        if (this.#closing) return;
        const { heartbeatMs, firstDelayMs } = this.#options;
        if (!(await this.#sleep(this.#hasBeaten ? heartbeatMs : firstDelayMs))) await this.#beat();
        continue;
      }
      const verdict = await this.#send(lines);
      if (verdict.kind === "done") {
        this.#spool.done(lines.length);
        this.#maxLines = MAX_LINES;
        failures = 0;
      } else if (verdict.kind === "too_large" && lines.length > 1) this.#maxLines = Math.ceil(lines.length / 2);
      else {
        failures += 1;
        const asked = verdict.kind === "later" ? verdict.askedMs : null;
        const { firstDelayMs: first, longestDelayMs: longest } = this.#options;
        await this.#pause(retryDelay({ failures, first, longest, asked, random: Math.random() }));
      }
    }
  }

  /**
   * @param {readonly string[]} lines
   * @returns {Promise<import("./send-batch.mjs").Verdict>}
   */
  async #send(lines) {
    const { url, token, timeoutMs, onReport } = this.#options;
    const verdict = await sendBatch({ url, token, lines, timeoutMs, signal: this.#stop.signal });
    if (verdict.kind === "later") this.lastFailure = verdict.words;
    else if (verdict.kind === "done") {
      this.lastFailure = null;
      this.refused += verdict.report.refused.length;
      try {
        onReport?.(verdict.report);
      } catch {
        // A listener's own trouble must not stop the events.
      }
    }
    return verdict;
  }

  /** Only while nothing waits: its number must not be ahead of an event that is still to be sent. */
  async #beat() {
    this.#hasBeaten = true;
    const timestamp = new Date().toISOString();
    await this.#send([JSON.stringify({ event_type: "HEARTBEAT", timestamp, last_seq: this.#spool.lastSeq })]);
  }

  /**
   * Until an event comes, the client is closed or the time is over. True: it was woken.
   * @param {number} ms
   * @returns {Promise<boolean>}
   */
  #sleep(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /**
   * Between two tries; events that come meanwhile do not hurry it, closing does.
   * @param {number} ms
   */
  async #pause(ms) {
    const until = Date.now() + ms;
    while (Date.now() < until && !this.#closing) await this.#sleep(until - Date.now());
    if (this.#closing && !this.#stop.signal.aborted) await this.#sleepClosing();
  }

  /** While it is being closed, tries follow each other quickly. */
  #sleepClosing() {
    return new Promise((resolve) => setTimeout(resolve, Math.min(this.#options.firstDelayMs, 100)));
  }
}
