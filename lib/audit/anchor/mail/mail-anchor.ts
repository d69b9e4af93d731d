import "server-only";
import type { Anchor, KeptCheckpoint } from "../anchor";
import { checkpointName } from "../checkpoint-name";
import { mailFailure } from "./mail-failure";

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_MS = 20_000;

export interface MailAnchorSettings {
  /** smtp://user:password@host:587 (STARTTLS, required with a password), or smtps://…:465. */
  smtpUrl: string;
  from: string;
  to: readonly string[];
  everySeconds: number;
}

/**
 * E-mail to people who keep it, with the checkpoint attached as the file that the verifier reads. It cannot be read back.
 * At least once: what was sent by a process that died before it noted so is sent again.
 */
export function mailAnchor({ smtpUrl, from, to, everySeconds }: MailAnchorSettings): Anchor {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === "smtps:";
  // Loaded when it is first needed: most portals send no e-mail.
  const open = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport({
      host: hostname,
      port: Number(port) || (secure ? 465 : 587),
      secure,
      // A password never goes over a line that anybody can read.
      requireTLS: password !== "",
      auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  return {
    name: "mail",
    label: "E-mail",
    everySeconds,
    independent: true,
    async publish(checkpoint, origin, signal) {
      const sender = await open();
      const giveUp = () => sender.close();
      signal.addEventListener("abort", giveUp, { once: true });
      try {
        const { rejected } = await sender.sendMail({ from, to: [...to], ...messageOf(checkpoint, origin) });
        return rejected.length === 0
          ? "taken by the mail server"
          : `taken by the mail server for ${to.length - rejected.length} of ${to.length} people`;
      } catch (error) {
        throw mailFailure(error, signal);
      } finally {
        signal.removeEventListener("abort", giveUp);
        sender.close();
      }
    },
    readBack: null,
  };
}

function messageOf({ size, note }: KeptCheckpoint, origin: string) {
  return {
    subject: `Audit checkpoint of ${origin}: ${size} entries`,
    text: `The audit log ${origin} had ${size} entries when this checkpoint was signed. Keep this message where the
administrators of the portal and of its database cannot change it, and save the attached files in one folder: an audit
compares the log with them (npm run audit:verify -- <archive> --anchors <folder>). Nothing needs to be done today.

${note}`,
    attachments: [
      { filename: checkpointName(size), content: Buffer.from(note), contentType: "application/octet-stream" },
    ],
  };
}
