/** One line of the daily check: what it asks, and which rule of 45 CFR 164 it is evidence for. */
export interface CheckDefinition {
  id: `D${number}`;
  title: string;
  question: string;
  controls: readonly string[];
  /** What to do so that it can be measured; shown while no measurement exists. */
  nextStep: string;
}

/**
 * The catalogue, in the order it is printed. A check without a measurement is reported as unknown every day:
 * leaving it out would make the day look more complete than it is.
 */
export const CATALOGUE: readonly CheckDefinition[] = [
  {
    id: "D1",
    title: "Audit chain",
    question: "Do the stored entries still give the hashes they were recorded with, without a gap?",
    controls: ["164.312(b)", "164.312(c)(1)"],
    nextStep: "Run the check.",
  },
  {
    id: "D2",
    title: "External anchors",
    question: "Is a recent head of the audit log kept where this portal cannot change it?",
    controls: ["164.312(c)(2)"],
    nextStep: "Configure an anchor: AUDIT_ANCHOR_DIR, AUDIT_ANCHOR_S3_BUCKET or AUDIT_ANCHOR_MAIL_TO.",
  },
  {
    id: "D3",
    title: "Log gaps",
    question: "Did every source of audit events report in every hour of the day?",
    controls: ["164.312(b)"],
    nextStep: "Connect the chatbot's audit events with their heartbeats.",
  },
  {
    id: "D4",
    title: "Log pipeline",
    question: "Was everything the sources counted also stored?",
    controls: ["164.312(b)"],
    nextStep: "Connect the chatbot's audit events with their counters.",
  },
  {
    id: "D5",
    title: "Log protection",
    question: "Is the application's database role unable to change or remove entries?",
    controls: ["164.312(b)", "164.312(c)(1)"],
    nextStep: "Review the role's grants by hand.",
  },
  {
    id: "D6",
    title: "Database durability",
    question: "Does an acknowledged entry survive a crash of the database?",
    controls: ["164.312(c)(1)"],
    nextStep: "Review synchronous_commit, fsync and full_page_writes by hand.",
  },
  {
    id: "D7",
    title: "Encryption in transit",
    question: "Are all database sessions encrypted, and are plain ones refused?",
    controls: ["164.312(e)(1)", "164.312(e)(2)(ii)"],
    nextStep: "Review pg_stat_ssl and pg_hba.conf by hand.",
  },
  {
    id: "D8",
    title: "Encryption at rest",
    question: "Are the database and its replicas encrypted with a usable key?",
    controls: ["164.312(a)(2)(iv)"],
    nextStep: "Review the storage encryption of the database by hand.",
  },
  {
    id: "D9",
    title: "Backups",
    question: "Is there a recent encrypted backup, and was one restored?",
    controls: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(D)"],
    nextStep: "Record the last restore test by hand.",
  },
  {
    id: "D10",
    title: "Archive lock",
    question: "Can archived logs not be changed for six years?",
    controls: ["164.316(b)(2)(i)"],
    nextStep: "Review the archive's object lock by hand.",
  },
  {
    id: "D11",
    title: "Public TLS",
    question: "Do the public endpoints speak TLS 1.2 or newer only, with a valid certificate?",
    controls: ["164.312(e)(1)", "164.312(e)(2)(ii)"],
    nextStep: "Name the endpoints in TLS_ENDPOINTS.",
  },
  {
    id: "D12",
    title: "Access refusals",
    question: "Is a caller without the permission refused, and is the refusal recorded?",
    controls: ["164.312(a)(1)", "164.312(d)"],
    nextStep: "Run the check.",
  },
  {
    id: "D13",
    title: "Log-in monitoring",
    question: "Was every discrepancy in log-in attempts looked at?",
    controls: ["164.308(a)(5)(ii)(C)"],
    nextStep: "Review failed sign-ins in the audit log.",
  },
  {
    id: "D14",
    title: "Access review",
    question: "Are all accounts still needed, with the right role?",
    controls: ["164.308(a)(3)(ii)(C)", "164.308(a)(4)"],
    nextStep: "Review the members by hand.",
  },
  {
    id: "D15",
    title: "Incident register",
    question: "Are incidents documented, and their notification deadlines kept?",
    controls: ["164.308(a)(6)(ii)", "164.404"],
    nextStep: "Keep the incident register by hand.",
  },
  {
    id: "D16",
    title: "Redaction canary",
    question: "Is made-up patient data that enters the logs absent from every store?",
    controls: ["164.312(a)(1)"],
    nextStep: "Search the log stores by hand.",
  },
  {
    id: "D17",
    title: "Alerting watchdog",
    question: "Does the alert that must always fire arrive, by every way?",
    controls: ["164.308(a)(1)(ii)(D)"],
    nextStep: "Look at the watchdog on the status page.",
  },
  {
    id: "D18",
    title: "Clocks",
    question: "Do the clocks of the portal, the database and a time server agree within a second?",
    controls: ["164.312(b)"],
    nextStep: "Compare the clocks by hand.",
  },
  {
    id: "D19",
    title: "Daily review",
    question: "Did a person review and sign the day within one business day?",
    controls: ["164.308(a)(1)(ii)(D)"],
    nextStep: "Review the day and record it outside the portal.",
  },
  {
    id: "D20",
    title: "Leaking sources",
    question: "Did everything that arrived from alerting and metrics name nobody?",
    controls: ["164.308(a)(1)(ii)(D)", "164.502(b)"],
    nextStep: "Run the check.",
  },
];
