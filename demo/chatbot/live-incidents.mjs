const MINUTE = 60;
const CYCLE = 40 * MINUTE;

/** Every kind the model knows, with what it does; any of them can be asked for. */
export const KINDS = {
  errors: "5 % of requests fail: HighErrorRate after about 3 minutes",
  slow: "requests take seven times as long: HighAPILatency after about 6 minutes",
  slowai: "AI answers take six times as long: SlowAIResponse after about 6 minutes",
  slowdatabase: "queries take fifteen times as long: HighDatabaseLatency after about 6 minutes",
  database: "the database is gone: DatabaseConnectionFailure after 30 seconds",
  memory: "a worker uses 93 % of its memory limit: MemoryUsageHigh after 2 minutes",
  cpu: "a backend uses nearly all of its CPU limit: CPUUsageHigh after about 7 minutes",
  bruteforce: "four failed sign-ins a second: MultipleFailedLogins after about 90 seconds",
  exfiltration: "seven times the usual data access: AbnormalDataAccess after about 10 minutes",
  unencrypted: "unencrypted data access: UnencryptedDataAccess at the next evaluation",
  exports: "more than 100 exports an hour: ExcessiveDataExport after about 35 minutes",
  denials: "denied data accesses: FailedAccessAttempts after about 12 minutes",
  auditgap: "no audit event is written: AuditLogGap after an hour",
  lowsuccess: "one conversation in four fails: LowConversationSuccessRate within the hour",
  escalations: "one conversation in three is escalated: HighEscalationRate within the hour",
  dissatisfied: "patients give bad ratings",
  unsettled: "a few more errors and slower answers, below every threshold",
  down: "the backend does not answer: MedinovAIServiceDown after 1 minute",
};

const SCRIPT = [
  { kind: "memory", after: 0, lasts: 18 * MINUTE },
  { kind: "errors", after: 2 * MINUTE, lasts: 6 * MINUTE },
  { kind: "bruteforce", after: 14 * MINUTE, lasts: 5 * MINUTE },
  { kind: "slowai", after: 24 * MINUTE, lasts: 9 * MINUTE },
];

/** The incidents of a running demo: a script that repeats every 40 minutes, and those somebody asked for. */
export class LiveIncidents {
  /** `start`: seconds; `scripted` false: only what is asked for. */
  constructor(start, scripted) {
    this.start = start;
    this.scripted = scripted;
    this.asked = [];
  }

  /** Starts an incident now; throws for a kind nobody knows. */
  begin(kind, seconds, now) {
    if (!Object.hasOwn(KINDS, kind)) throw new Error(`unknown kind: one of ${Object.keys(KINDS).join(", ")}`);
    if (!(seconds >= 0 && seconds <= 86_400)) throw new Error("seconds must be between 0 and 86400");
    this.asked = this.asked.filter((incident) => incident.kind !== kind && incident.to > now);
    if (seconds > 0) this.asked.push({ kind, from: now, to: now + seconds });
  }

  /** Those that are under way around `now`. */
  at(now) {
    if (!this.scripted) return this.asked;
    const cycle = this.start + Math.floor((now - this.start) / CYCLE) * CYCLE;
    const script = SCRIPT.map(({ kind, after, lasts }) => ({ kind, from: cycle + after, to: cycle + after + lasts }));
    return [...script, ...this.asked];
  }
}
