import { snsAddress } from "./sns-address";

const PATH = /^\/(SimpleNotificationService-[0-9a-f]{1,64}\.pem)$/;

export interface CertificateAddress {
  href: string;
  /** Its last part: safe as the name of a file. */
  file: string;
}

/** Where a certificate of SNS may be had; null for any other address. Pure. */
export function certificateAddress(text: string): CertificateAddress | null {
  const url = snsAddress(text);
  const file = url && PATH.exec(url.pathname)?.[1];
  // Nothing was normalised away: no query, no fragment, no dots.
  if (!url || !file || text !== `https://${url.host}/${file}`) return null;
  return { href: url.href, file };
}
