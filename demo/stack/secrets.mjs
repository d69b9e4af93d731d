import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const PEOPLE = {
  executive: "Dana Whitfield",
  on_call: "Priya Raman",
  security: "Marcus Oyelaran",
  product: "Lena Fischer",
  compliance: "Ruth Okafor",
  admin: "Tomás Herrera",
};
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Secrets made once per demo folder and readable by its owner only; users.json has one login per role. */
export function demoSecrets(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "secrets.json");
  const token = () => randomBytes(32).toString("base64url");
  const fresh = { portal: token(), ingest: token(), emitter: token(), metrics: token(), password: password() };
  // A folder of an older release lacks the newer ones.
  const secrets = { ...fresh, ...(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) };
  writePrivate(file, secrets);
  const users = Object.entries(PEOPLE).map(([role, name]) => ({
    email: `${role.replace("_", "")}@medinovai.example`,
    name,
    role,
    password: secrets.password,
  }));
  const usersFile = path.join(folder, "users.json");
  writePrivate(usersFile, users);
  const tokenFile = path.join(folder, "ingest-token");
  writeFileSync(tokenFile, secrets.ingest, { mode: 0o600 });
  const metricsTokenFile = path.join(folder, "metrics-token");
  writeFileSync(metricsTokenFile, secrets.metrics, { mode: 0o600 });
  return { ...secrets, users, usersFile, tokenFile, metricsTokenFile };
}

function password() {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `demo-${group()}-${group()}-${group()}`;
}

function writePrivate(file, content) {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
