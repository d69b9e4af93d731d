import "server-only";
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import type { CertificateAddress } from "./certificate-address";
import { fetchCertificate } from "./fetch-certificate";

const log = loggerFor("sns");

/** SNS has one certificate per region and changes it about once a year. */
const MAX_KEPT = 32;
const MAX_UNDER_WAY = 4;
const RETRY_SECONDS = 30;

const kept = new Map<string, X509Certificate>();
const underWay = new Map<string, Promise<X509Certificate | null>>();

/**
 * The certificate at an address of SNS, from SNS_CERTIFICATES_DIR where that is set; null when there is none. Throws
 * 503 when it cannot be had now: SNS sends again.
 */
export async function loadCertificate(address: CertificateAddress): Promise<X509Certificate | null> {
  const known = kept.get(address.href);
  if (known) return known;
  const waiting = underWay.get(address.href);
  if (waiting) return waiting;
  // Names that nobody knows must not make the portal ask SNS for thousands of them at once.
  if (underWay.size >= MAX_UNDER_WAY) throw unavailable();
  const loading = load(address).finally(() => underWay.delete(address.href));
  underWay.set(address.href, loading);
  return loading;
}

async function load({ href, file }: CertificateAddress): Promise<X509Certificate | null> {
  const directory = env().SNS_CERTIFICATES_DIR;
  const pem = await (directory ? readFrom(directory, file) : fetchCertificate(href)).catch((error: unknown) => {
    log.warn({ err: error, file }, "a certificate of SNS could not be had");
    throw unavailable();
  });
  const certificate = pem === null ? null : parse(pem);
  if (certificate) keep(href, certificate);
  return certificate;
}

async function readFrom(directory: string, file: string): Promise<string | null> {
  try {
    return await readFile(path.join(directory, file), "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function keep(href: string, certificate: X509Certificate): void {
  const oldest = kept.keys().next().value;
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(href, certificate);
}

function unavailable(): PortalError {
  return new PortalError("unavailable", "The signature cannot be checked now: send it again.", {}, RETRY_SECONDS);
}
