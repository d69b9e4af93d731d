import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startExporter } from "./start-exporter";
import { startPrometheus } from "./start-prometheus";

const BURNING = "BackendBurns";

export interface AlertingPrometheus {
  /** The label by which its alert differs from that of any other. */
  instance: string;
  /** What its exporter says from now on, whether anybody scrapes it or not. */
  burn(burns: boolean): void;
  /** Ends it at once, as a power cut would; the exporter goes on. */
  kill(): Promise<void>;
  /** After a kill: another one in its place, which remembers nothing. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** host:port of the Alertmanagers it sends to. */
  alertmanagers: string[];
  /** How long something must burn before the rule fires. */
  hold?: string;
  /** Whether it sends the alert that always fires. */
  watchdog?: boolean;
}

/**
 * A real Prometheus with one real rule. It looks every second and sends what fires every second or two, so that
 * Alertmanager forgets in four seconds what it no longer hears of.
 */
export async function startAlertingPrometheus(options: Options): Promise<AlertingPrometheus> {
  let burns = false;
  const folder = await mkdtemp(path.join(os.tmpdir(), "portal-rules-"));
  const exporter = await startExporter(() => `burns ${burns ? 1 : 0}\n`);
  await writeFile(path.join(folder, "rules.yml"), rules(options));
  const config = `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [${folder}/rules.yml]
scrape_configs:
  - job_name: backend
    static_configs: [{ targets: ["${exporter.address}"] }]
alerting:
  alertmanagers:
    - static_configs: [{ targets: ${JSON.stringify(options.alertmanagers)} }]
`;
  const start = () => startPrometheus({ config, flags: ["--rules.alert.resend-delay=1s"] });
  let prometheus = await start();
  return {
    instance: exporter.address,
    burn(value) {
      burns = value;
    },
    kill: () => prometheus.kill(),
    async startAgain() {
      prometheus = await start();
    },
    async stop() {
      await prometheus.stop();
      await exporter.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rules({ hold = "0s", watchdog = true }: Options): string {
  const always = `
      - { alert: Watchdog, expr: vector(1), labels: { severity: none } }`;
  return `
groups:
  - name: test
    rules:
      - alert: ${BURNING}
        # a scrape that fails on a busy machine is no end
        expr: last_over_time(burns[1m]) == 1
        for: ${hold}
        labels: { severity: critical, team: platform, service: medinovai }
        annotations: { summary: The backend burns }${watchdog ? always : ""}
`;
}
