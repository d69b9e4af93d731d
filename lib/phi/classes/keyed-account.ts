import type { KeyedClass } from "../phi-class";

/** Not "account id": that is an account of AWS. */
export const keyedAccount: KeyedClass = {
  name: "ACCOUNT",
  words: "(?:account|acct) (?:number|num|no|nbr)|acct|routing (?:number|num|no)",
  value: /[A-Za-z]{0,2}\d[\d-]{4,20}(?![A-Za-z0-9])/y,
  accepts: (value) => value.replace(/\D/g, "").length >= 5,
};
