import { pseudonym } from "../../lib/audit-client/pseudonym.mjs";

const LONGEST_PAUSE_MS = 9_000;
const SHORTEST_PAUSE_MS = 3_000;

/** Of people who do not exist: a real one is a secret. */
const PSEUDONYM_KEY = "the demo's own key of pseudonyms, known to all";
const USERS = 40;
const PATIENTS = 400;
const RESOURCES = ["conversation", "transcript", "care_plan", "appointment"];

/** How often which event happens; the rest of the shares are data accesses. */
const SHARES = [
  ["LOGIN_SUCCESS", 0.2],
  ["LOGIN_FAILURE", 0.03],
  ["LOGOUT", 0.1],
  ["ESCALATION", 0.06],
  ["DATA_MODIFICATION", 0.12],
  ["EXPORT_DATA", 0.01],
];

/** The audit trail of the simulated chatbot: one event every few seconds, more of a kind while its incident is felt. */
export class ChatbotTrail {
  /** `felt(kind)` says whether an incident is under way; `random` is 0 to 1. */
  constructor({ client, felt, random }) {
    this.client = client;
    this.felt = felt;
    this.random = random;
  }

  start() {
    if (!this.felt("auditgap")) this.tell();
    const pause = SHORTEST_PAUSE_MS + this.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
    this.timer = setTimeout(() => this.start(), pause).unref();
  }

  async stop() {
    clearTimeout(this.timer);
    await this.client.close(1_000);
  }

  /** Tells of the next event. */
  tell() {
    const event_type = this.typeOfNext();
    const one = { event_type, user_id: this.pick("u", USERS), ip_address: this.address(), compliance_required: true };
    if (event_type.startsWith("DATA_") || event_type === "EXPORT_DATA")
      this.client.emit({ ...one, access: this.access(event_type) });
    else this.client.emit({ ...one, details: detailsOf(event_type) });
  }

  typeOfNext() {
    if (this.felt("bruteforce") && this.random() < 0.7) return "LOGIN_FAILURE";
    if (this.felt("exports") && this.random() < 0.5) return "EXPORT_DATA";
    let rest = this.random();
    for (const [type, share] of SHARES) {
      if (rest < share) return type;
      rest -= share;
    }
    return "DATA_ACCESS";
  }

  access(type) {
    const action = { DATA_MODIFICATION: "update", EXPORT_DATA: "export" }[type] ?? "read";
    return {
      resource_type: RESOURCES[Math.floor(this.random() * RESOURCES.length)],
      subject_ref: this.pick("p", PATIENTS),
      action,
      granted: this.random() > (this.felt("denials") ? 0.4 : 0.04),
      phi_involved: true,
      encrypted: !(this.felt("unencrypted") && this.random() < 0.5),
    };
  }

  /** A pseudonym of one of `count` people: it always means the same one, and tells of nobody. */
  pick(prefix, count) {
    return pseudonym(PSEUDONYM_KEY, prefix, String(Math.floor(this.random() * count)));
  }

  address() {
    return `10.20.${Math.floor(this.random() * 4)}.${1 + Math.floor(this.random() * 250)}`;
  }
}

function detailsOf(type) {
  if (type === "LOGIN_FAILURE") return { method: "password", reason: "wrong password" };
  if (type === "ESCALATION") return { reason: "asked for a person", channel: "web" };
  return { method: "password" };
}
