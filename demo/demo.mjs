import path from "node:path";
import { AuditClient } from "../lib/audit-client/audit-client.mjs";
import { say, timed } from "../scripts/bootstrap/progress.mjs";
import { ChatbotTrail } from "./chatbot/chatbot-trail.mjs";
import { LiveIncidents } from "./chatbot/live-incidents.mjs";
import { LiveMeters } from "./chatbot/live-meters.mjs";
import { serveMetrics } from "./chatbot/serve-metrics.mjs";
import { serveCloudWatch } from "./cloudwatch/serve-cloudwatch.mjs";
import { prepareHistory } from "./history/prepare-history.mjs";
import { chatbotSeries } from "./model/chatbot-series.mjs";
import { infraSeries } from "./model/infra-series.mjs";
import { Meter } from "./model/meter.mjs";
import { startAlertmanager } from "./stack/alertmanager.mjs";
import { announceDeployments } from "./stack/announce-deployments.mjs";
import { localCertificate } from "./stack/certificates.mjs";
import { startPortal } from "./stack/portal.mjs";
import { ProcessGroup } from "./stack/process-group.mjs";
import { Prometheus } from "./stack/prometheus.mjs";
import { demoSecrets } from "./stack/secrets.mjs";
import { serveTls } from "./stack/serve-tls.mjs";

const DAY = 86_400;

/** Everything a running demo consists of. */
export class Demo {
  constructor(options) {
    this.options = options;
    this.secrets = demoSecrets(options.folder);
    this.processes = new ProcessGroup(path.join(options.folder, "logs"));
    this.servers = [];
    const {
      processes,
      options: { folder, ports, programs },
    } = this;
    this.prometheus = new Prometheus({
      processes,
      program: programs.prometheus,
      folder: path.join(folder, "prometheus"),
      port: ports.prometheus,
    });
    const certificate = localCertificate(path.join(folder, "tls"));
    if (!certificate) say("openssl was not found: the TLS check of the portal will say unknown");
    this.certificate = certificate;
    this.sources = sourcesOf(certificate);
  }

  /** Starts all parts; resolves to their addresses once the portal is ready. */
  async start() {
    const { folder, ports } = this.options;
    this.prometheus.writeEmptyConfig();
    await timed("Starting Prometheus", () => this.prometheus.start());
    const portal = timed("Starting Alertmanager and the portal", () => this.startPortal());
    portal.catch(() => {}); // awaited below; until then a failure must not end the process by itself
    const history = await this.writeHistory();
    await this.goLive(history);
    const { url } = await portal;
    this.startTrail(url);
    await announceDeployments({ portalUrl: url, token: this.secrets.ingest, folder });
    const local = (name) => `http://127.0.0.1:${ports[name]}`;
    return {
      portal: url,
      prometheus: this.prometheus.url,
      alertmanager: local("alertmanager"),
      chatbot: local("chatbot"),
      cloudwatch: local("cloudwatch"),
    };
  }

  async startPortal() {
    const { folder, ports, programs, host, port, scrape, development } = this.options;
    const alertmanager = await startAlertmanager({
      processes: this.processes,
      program: programs.alertmanager,
      folder: path.join(folder, "alertmanager"),
      port: ports.alertmanager,
      portalUrl: `http://127.0.0.1:${port}`,
      tokenFile: this.secrets.tokenFile,
    });
    const sources = {
      prometheus: this.prometheus.url,
      alertmanager,
      cloudwatch: `http://127.0.0.1:${ports.cloudwatch}`,
      scrape,
    };
    const tls = this.certificate && { port: ports.tls, ca: this.certificate.ca };
    const { processes, secrets } = this;
    const portal = await startPortal({ processes, folder, host, port, sources, secrets, tls, development });
    this.portal = portal;
    return portal;
  }

  async writeHistory() {
    const { folder, days } = this.options;
    let told = 0;
    const onProgress = (share) => {
      const quarter = Math.floor(share * 4);
      if (quarter > told && quarter < 4) say(`  history: ${quarter * 25} %`);
      told = quarter;
    };
    const { sources } = this;
    const baseUrl = this.prometheus.url;
    return await timed(`Writing the history Prometheus does not have yet (${days} days at most)`, () =>
      prepareHistory({ baseUrl, folder, days, sources, onProgress }),
    );
  }

  /** Starts the simulated services, and only then lets Prometheus scrape them. */
  async goLive({ to, incidents }) {
    const { ports, port, scripted, scrape } = this.options;
    const now = new LiveIncidents(Date.now() / 1000, scripted);
    const live = new LiveMeters(this.sources, now, to);
    this.live = live;
    const onPrometheus = (action) => this.switchPrometheus(action);
    this.servers.push(...(await serveMetrics({ ports, sources: this.sources, live, onPrometheus })));
    const incidentsAt = (time) => [...incidents, ...now.at(time)];
    this.servers.push(await serveCloudWatch({ port: ports.cloudwatch, incidentsAt }));
    if (this.certificate) this.servers.push(await serveTls({ port: ports.tls, ...this.certificate }));
    const target = ({ job, instance }, name) => [job, { address: `127.0.0.1:${ports[name]}`, labels: { instance } }];
    const targets = Object.fromEntries([target(this.sources[0], "chatbot"), target(this.sources[1], "infra")]);
    // Who tries the portal out is seen by the rules, too; tests want only the alerts that they ask for.
    if (scripted)
      targets["medinovai-portal"] = { address: `127.0.0.1:${port}`, labels: { instance: "medinovai-portal-0:3000" } };
    const alertmanager = `127.0.0.1:${ports.alertmanager}`;
    const { metricsTokenFile } = this.secrets;
    const portalUrl = `http://127.0.0.1:${port}`;
    await this.prometheus.loadShippedConfig({ targets, alertmanager, scrape, metricsTokenFile, portalUrl });
  }

  /** The chatbot tells the portal of its sign-ins and of who looks at whose data. */
  startTrail(portalUrl) {
    const client = new AuditClient({
      url: `${portalUrl}/api/ingest/audit-events`,
      token: this.secrets.emitter,
      folder: path.join(this.options.folder, "audit-spool"),
    });
    const felt = (kind) => this.live.felt(kind, Date.now() / 1000);
    this.trail = new ChatbotTrail({ client, felt, random: Math.random });
    this.trail.start();
  }

  /** For trying out what the portal does without its source. */
  async switchPrometheus(action) {
    if (action === "stop") return await this.prometheus.stop();
    if (action === "kill") return await this.prometheus.kill();
    if (action === "start") return this.prometheus.running ? undefined : await this.prometheus.start();
    throw new Error("action must be stop, kill or start");
  }

  /** Resolves when the portal ends without being asked to. */
  async portalEnded() {
    const { name, ended } = this.portal.process;
    const code = await ended;
    return { code, log: this.processes.logFile(name), lastLines: this.processes.lastLines(name) };
  }

  async stop() {
    await this.trail?.stop();
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
    await this.processes.stopAll();
  }
}

function sourcesOf(certificate) {
  const expiry = certificate?.expiry ?? Math.floor(Date.now() / 1000) + 64 * DAY;
  const certificates = {
    "https://app.medinovai.example": expiry,
    "https://api.medinovai.example": expiry + 26 * DAY,
  };
  const meters = (series) => series.map((one) => new Meter(one));
  return [
    { job: "medinovai-backend", instance: "medinovai-backend-0:8000", meters: meters(chatbotSeries()) },
    { job: "infra", instance: "infra-exporter:9100", meters: meters(infraSeries(certificates)) },
  ];
}
