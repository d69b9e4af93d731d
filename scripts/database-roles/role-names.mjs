const KINDS = ["app", "reader", "signer", "owner", "migrator"];

/** The five group roles of one portal; none of them can log in. Throws for a prefix that is no plain name. */
export function roleNames(prefix) {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(prefix)) throw new Error("The prefix must be a plain name such as portal.");
  return Object.fromEntries(KINDS.map((kind) => [kind, `${prefix}_${kind}`]));
}
