import "server-only";
import { readFileSync } from "node:fs";
import { secretFromEnvironment } from "@/lib/env";

const REREAD_AFTER_MS = 60_000;

/** Gives the secret when it is needed. A function, so that printing a configuration never prints it. */
export type Secret = () => string;

/** A secret in a file, read again at most once a minute: mounted tokens are rotated. Throws when there is none. */
export function secretFile(file: string): Secret {
  let value = readSecret(file);
  let readAt = Date.now();
  return () => {
    if (Date.now() - readAt > REREAD_AFTER_MS) {
      value = readSecret(file);
      readAt = Date.now();
    }
    return value;
  };
}

/** A secret in an environment variable. Throws when it is not set. */
export function secretVariable(name: string): Secret {
  const value = secretFromEnvironment(name);
  if (value === undefined) throw new Error(`the environment variable ${name} is not set`);
  return () => value;
}

function readSecret(file: string): string {
  const value = readText(file).trim();
  if (value === "") throw new Error(`${file} is empty`);
  return value;
}

/** The text of a file that a configuration names. Throws with the reason in plain words. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(code === "ENOENT" ? `${file} does not exist` : `${file} cannot be read (${code})`);
  }
}
