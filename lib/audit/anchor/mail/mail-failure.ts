import "server-only";
import { AnchorFailure } from "../anchor-failure";

/** The reply's code, and the enhanced one (RFC 3463) when it has it: the text may name people. */
const REPLY = /^(\d{3})[ -](\d\.\d{1,3}\.\d{1,3})?/;

interface SmtpFailure {
  code?: string;
  response?: string;
  responseCode?: number;
}

/** An error of the mail library as ours, without addresses. */
export function mailFailure(error: unknown, signal: AbortSignal): AnchorFailure {
  const { code = "", response = "", responseCode } = (error ?? {}) as SmtpFailure;
  const because = (message: string) => Object.assign(new AnchorFailure(message), { cause: error });
  if (signal.aborted || code === "ETIMEDOUT") return because("The mail server gave no answer in time.");
  if (responseCode !== undefined) {
    const [, , enhanced = ""] = REPLY.exec(response) ?? [];
    const said = [responseCode, enhanced].filter(Boolean).join(" ");
    if (code === "EAUTH") return because(`The mail server refused the portal's password (${said}).`);
    const later = responseCode < 500 ? "put it off" : "refused it";
    return because(`The mail server ${later} (${said}).`);
  }
  if (code === "ETLS") return because("The mail server offers no encryption, and a password needs it.");
  return because(`The mail server could not be reached (${code || "unknown"}).`);
}
