import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface TestAlertmanager {
  url: string;
  /** POST /api/v2/alerts, as Prometheus does. */
  post(alerts: unknown[]): Promise<void>;
  silence(alertname: string, seconds: number): Promise<string>;
  /** What GET /api/v2/silences answers. */
  silences(): Promise<RawSilence[]>;
  /** DELETE of a silence, past the portal. */
  expire(id: string): Promise<void>;
  /** Stops it at once, as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface RawSilence {
  id: string;
  status: { state: string };
  matchers: { name: string; value: string; isRegex: boolean; isEqual: boolean }[];
  endsAt: string;
  createdBy: string;
  comment: string;
}

interface Options {
  webhook: string;
  token: string;
  /** Its alertmanager.yml, instead of the usual one. */
  configuration?: string;
  /** Keeps its address when it is started again. */
  port?: number;
  /** Gossips with others: its own port for that, and theirs. `patience`: how long each waits for those before it. */
  cluster?: { port: number; peers: number[]; patience?: string };
}

const START_TRIES = 100;

/** A real Alertmanager that notifies `webhook` within a second, with one inhibition: critical over warning. */
export async function startAlertmanager(options: Options): Promise<TestAlertmanager> {
  const port = options.port ?? (await freePort());
  const directory = await mkdtemp(path.join(tmpdir(), "alertmanager-"));
  await writeFile(path.join(directory, "alertmanager.yml"), options.configuration ?? configuration(options));
  const flags = [
    `--config.file=${directory}/alertmanager.yml`,
    `--storage.path=${directory}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    ...clusterFlags(options.cluster),
  ];
  const child = spawn(process.env.ALERTMANAGER ?? "prometheus-alertmanager", flags, { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  const kill = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
    });
  const send = async (to: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    const reply = await fetch(url + to, { method: "POST", headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`Alertmanager: ${reply.status} ${await reply.text()}`);
    return reply;
  };
  return {
    url,
    kill,
    post: async (alerts) => void (await send("/api/v2/alerts", alerts)),
    async silence(alertname, seconds) {
      const matchers = [{ name: "alertname", value: alertname, isRegex: false, isEqual: true }];
      const [startsAt, endsAt] = [new Date(), new Date(Date.now() + seconds * 1000)];
      const reply = await send("/api/v2/silences", { matchers, startsAt, endsAt, createdBy: "test", comment: "test" });
      return ((await reply.json()) as { silenceID: string }).silenceID;
    },
    silences: async () => (await (await fetch(`${url}/api/v2/silences`)).json()) as RawSilence[],
    async expire(id) {
      const reply = await fetch(`${url}/api/v2/silence/${id}`, { method: "DELETE" });
      if (!reply.ok) throw new Error(`Alertmanager: ${reply.status} ${await reply.text()}`);
    },
    async close() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function clusterFlags(cluster: Options["cluster"]): string[] {
  if (!cluster) return ["--cluster.listen-address="];
  const listen = `127.0.0.1:${cluster.port}`;
  return [
    `--cluster.listen-address=${listen}`,
    `--cluster.advertise-address=${listen}`,
    "--cluster.gossip-interval=50ms",
    "--cluster.pushpull-interval=1s",
    ...(cluster.patience ? [`--cluster.peer-timeout=${cluster.patience}`] : []),
    ...cluster.peers.map((port) => `--cluster.peer=127.0.0.1:${port}`),
  ];
}

function configuration({ webhook, token }: Options): string {
  return `
route: { receiver: portal, group_by: [alertname], group_wait: 200ms, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: portal
    webhook_configs:
      - url: ${webhook}
        send_resolved: true
        http_config: { authorization: { credentials: ${token} } }
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [service]
`;
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < START_TRIES; attempt++) {
    if (child.exitCode !== null) throw new Error(`Alertmanager ended with ${child.exitCode}`);
    const reply = await fetch(`${url}/-/ready`).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Alertmanager did not start");
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
