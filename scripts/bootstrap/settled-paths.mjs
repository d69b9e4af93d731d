import path from "node:path";
import { projectRoot } from "./project-root.mjs";

/** Files and folders of the configuration, and what they are when nothing is said. */
const PATHS = {
  DATA_DIR: ".data/portal",
  DATASOURCES_FILE: "datasources.yaml",
  BOOTSTRAP_USERS_FILE: "",
  SNS_CERTIFICATES_DIR: "",
  TLS_CA_FILE: "",
  AUDIT_SIGNING_KEY_FILE: "",
  AUDIT_ANCHOR_DIR: "",
};

/** Those of `env` as whole paths: the standalone server changes into its own folder, where relative ones mean others. */
export function settledPaths(env) {
  const settled = {};
  for (const [name, fallback] of Object.entries(PATHS)) {
    const value = env[name] || fallback;
    if (value) settled[name] = path.resolve(projectRoot, value);
  }
  return settled;
}
