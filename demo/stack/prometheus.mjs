import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { waitFor } from "./wait-for.mjs";

const SHIPPED = new URL("../../deploy/prometheus/", import.meta.url);

/** The demo's Prometheus: first without anything to scrape, so that its history can be written; then as shipped. */
export class Prometheus {
  constructor({ processes, program, folder, port }) {
    Object.assign(this, { processes, program, folder, port, url: `http://127.0.0.1:${port}` });
    this.config = path.join(folder, "prometheus.yml");
  }

  async start() {
    const flags = {
      "config.file": this.config,
      "storage.tsdb.path": path.join(this.folder, "data"),
      "web.listen-address": `127.0.0.1:${this.port}`,
      "web.external-url": this.url,
      "log.level": "warn",
    };
    const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    args.push("--web.enable-remote-write-receiver", ...shippedFlags());
    this.process = this.processes.start("prometheus", this.program, args);
    await waitFor(`${this.url}/-/ready`, { name: "Prometheus", ended: this.process.ended, seconds: 120 });
  }

  get running() {
    return this.process.child.exitCode === null && this.process.child.signalCode === null;
  }

  async stop() {
    await this.processes.stop(this.process);
  }

  /** As a power cut does. */
  async kill() {
    await this.processes.kill(this.process);
  }

  writeEmptyConfig() {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.config, "global: {}\n");
  }

  /** The shipped configuration and rules, with the demo's targets, put to work at once. */
  async loadShippedConfig({ targets, alertmanager, scrape, metricsTokenFile, portalUrl }) {
    const shipped = readFileSync(new URL("prometheus.yml", SHIPPED), "utf8");
    const config = shipped.replace("/etc/prometheus/secrets/portal-metrics-token", metricsTokenFile);
    writeFileSync(this.config, config.replaceAll("_interval: 15s", `_interval: ${scrape}`));
    const rules = path.join(this.folder, "rules");
    rmSync(rules, { recursive: true, force: true }); // what an older release left would be read, too
    cpSync(new URL("rules/", SHIPPED), rules, { recursive: true });
    nameThisPortal(rules, portalUrl);
    const folder = path.join(this.folder, "targets");
    mkdirSync(folder, { recursive: true });
    const files = { ...targets, alertmanager: { address: alertmanager, labels: {} } };
    for (const [name, { address, labels }] of Object.entries(files))
      writeFileSync(path.join(folder, `${name}.yml`), stringify([{ targets: [address], labels }]));
    const response = await fetch(`${this.url}/-/reload`, { method: "POST" });
    if (!response.ok) throw new Error(`Prometheus refused its configuration: ${await response.text()}`);
  }
}

function shippedFlags() {
  const lines = readFileSync(new URL("flags.txt", SHIPPED), "utf8").split("\n");
  return lines.filter((line) => line.startsWith("--"));
}

/** Rules link runbooks and dashboards at an address that stands for the portal's. */
function nameThisPortal(rules, portalUrl) {
  for (const name of readdirSync(rules)) {
    const file = path.join(rules, name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("https://portal.medinovai.example", portalUrl));
  }
}
