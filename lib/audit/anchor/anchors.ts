import "server-only";
import { type Env, env } from "@/lib/env";
import type { Anchor } from "./anchor";
import { directoryAnchor } from "./directory-anchor";
import { mailAnchor } from "./mail/mail-anchor";
import { s3Anchor } from "./s3/s3-anchor";

const MINUTE = 60;

const known = new WeakMap<Env, readonly Anchor[]>();

/** The places outside that are configured; none is a fact to be shown, not an error. */
export function anchors(): readonly Anchor[] {
  const settings = env();
  const found = known.get(settings) ?? configured(settings);
  known.set(settings, found);
  return found;
}

function configured(settings: Env): Anchor[] {
  const everySeconds = settings.AUDIT_ANCHOR_MINUTES * MINUTE;
  const found: Anchor[] = [];
  if (settings.AUDIT_ANCHOR_DIR)
    found.push(
      directoryAnchor({
        directory: settings.AUDIT_ANCHOR_DIR,
        everySeconds,
        independent: settings.AUDIT_ANCHOR_DIR_INDEPENDENT === "on",
      }),
    );
  if (settings.AUDIT_ANCHOR_S3_BUCKET && settings.AUDIT_ANCHOR_S3_REGION)
    found.push(
      s3Anchor({
        bucket: settings.AUDIT_ANCHOR_S3_BUCKET,
        prefix: settings.AUDIT_ANCHOR_S3_PREFIX ?? "",
        region: settings.AUDIT_ANCHOR_S3_REGION,
        endpoint: settings.AUDIT_ANCHOR_S3_ENDPOINT,
        roleArn: settings.AUDIT_ANCHOR_S3_ROLE_ARN,
        everySeconds,
        years: settings.RETENTION_YEARS,
      }),
    );
  if (settings.AUDIT_ANCHOR_MAIL_TO.length > 0 && settings.AUDIT_ANCHOR_MAIL_FROM && settings.AUDIT_ANCHOR_SMTP_URL)
    found.push(
      mailAnchor({
        smtpUrl: settings.AUDIT_ANCHOR_SMTP_URL,
        from: settings.AUDIT_ANCHOR_MAIL_FROM,
        to: settings.AUDIT_ANCHOR_MAIL_TO,
        everySeconds: settings.AUDIT_ANCHOR_MAIL_MINUTES * MINUTE,
      }),
    );
  return found;
}
