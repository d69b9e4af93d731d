import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { waitFor } from "./wait-for.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Starts the portal against the demo's sources and waits until it is ready. */
export async function startPortal({ processes, folder, host, port, sources, secrets, tls, development }) {
  const datasources = path.join(folder, "datasources.yaml");
  writeFileSync(datasources, stringify(datasourcesOf(sources)));
  // Beside the database, so that its age is live: it shows how anchors look, and protects against nothing.
  const anchors = path.join(folder, "anchors");
  mkdirSync(anchors, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: development ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_MANUAL_SIG_HANDLE: "true",
    PORT: String(port),
    HOSTNAME: host,
    PORTAL_URL: url,
    PORTAL_SECRET: secrets.portal,
    ENVIRONMENT_NAME: "demo",
    DATA_DIR: path.join(folder, "portal"),
    DATASOURCES_FILE: datasources,
    LOCAL_LOGIN: "on",
    EXPLORE: "on",
    BOOTSTRAP_USERS_FILE: secrets.usersFile,
    AUDIT_ANCHOR_DIR: anchors,
    AUDIT_ANCHOR_MINUTES: "1",
    INGEST_TOKENS: secrets.ingest,
    AUDIT_EMITTERS: `chatbot=${secrets.emitter}`,
    METRICS_TOKEN: secrets.metrics,
    ...(tls ? { TLS_ENDPOINTS: `localhost:${tls.port}`, TLS_CA_FILE: tls.ca } : {}),
    // The stand-in takes any credentials; the SDK must not look for real ones.
    AWS_ACCESS_KEY_ID: "demo",
    AWS_SECRET_ACCESS_KEY: "demo",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  delete env.DATABASE_URL; // the demo has its own, embedded
  const program = development
    ? ["node_modules/next/dist/bin/next", "dev", "-p", String(port), "-H", host]
    : [".next/standalone/server.js"];
  const started = processes.start("portal", process.execPath, program, { env, cwd: ROOT });
  await waitFor(`${url}/api/health/ready`, { name: "The portal", ended: started.ended, seconds: 240 });
  return { url, process: started };
}

/** One minute, though the demo scrapes more often: its history has a sample a minute, and windows must hold several. */
const RESOLUTION = "1m";

function datasourcesOf({ prometheus, alertmanager, cloudwatch }) {
  return {
    datasources: [
      { name: "prometheus", type: "prometheus", url: prometheus, scrapeInterval: RESOLUTION },
      { name: "cloudwatch", type: "cloudwatch", region: "us-east-1", regions: ["us-east-1"], endpoint: cloudwatch },
    ],
    alertmanagers: [{ name: "main", url: alertmanager }],
  };
}
