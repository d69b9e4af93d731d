const HEAD = "audit_head";

/** Whether a table belongs to the ledger or to evidence: it is append-only, or the ledger's head. */
export const isKept = ({ name, appendOnly }) => appendOnly || name === HEAD;
