import "server-only";
import { env } from "@/lib/env";
import { accountPowers } from "../account-powers";

/** Throws with one clear line when nobody could write checkpoints: the rights are parted, and the signer is not named. */
export async function refuseWithoutSigner(): Promise<void> {
  if (env().AUDIT_SIGNER_DATABASE_URL || (await accountPowers()).signs) return;
  throw new Error(
    "The account of DATABASE_URL may not write checkpoints: set AUDIT_SIGNER_DATABASE_URL to the account that signs.",
  );
}
