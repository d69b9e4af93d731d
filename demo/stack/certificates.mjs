import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const VALID_DAYS = 64;
const RENEW_DAYS = 35;
const DAY_MS = 86_400_000;

/**
 * A certificate authority and a certificate for localhost, made with openssl and kept in `folder`.
 * Returns { ca, key, cert, expiry } (paths; seconds), or null without openssl.
 */
export function localCertificate(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    ca: path.join(folder, "ca.pem"),
    key: path.join(folder, "key.pem"),
    cert: path.join(folder, "cert.pem"),
  };
  try {
    if (!existsSync(files.cert) || expiryOf(files.cert) - Date.now() < RENEW_DAYS * DAY_MS) make(folder, files);
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
  return { ...files, expiry: Math.floor(expiryOf(files.cert) / 1000) };
}

function make(folder, { ca, key, cert }) {
  const caKey = path.join(folder, "ca-key.pem");
  const request = path.join(folder, "request.pem");
  const extensions = path.join(folder, "extensions.cnf");
  writeFileSync(extensions, "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const openssl = (...args) => execFileSync("openssl", args, { stdio: "ignore" });
  openssl("req", "-x509", ...newKey, "-days", "3650", "-keyout", caKey, "-out", ca, "-subj", "/CN=MedinovAI demo CA");
  openssl("req", ...newKey, "-keyout", key, "-out", request, "-subj", "/CN=localhost");
  const signed = ["-in", request, "-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-out", cert, "-extfile", extensions];
  openssl("x509", "-req", ...signed, "-days", String(VALID_DAYS));
}

function expiryOf(file) {
  return Date.parse(new X509Certificate(readFileSync(file)).validTo);
}
