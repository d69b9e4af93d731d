import "server-only";
import path from "node:path";
import { type CloudWatchConfig, type HttpSettings, type SourcesFile, sourcesFileSchema } from "./config-schema";
import { type ConfigProblem, describeConfigIssue } from "./describe-config-issue";
import { type LocatedYaml, parseLocatedYaml } from "./located-yaml";
import { readText, type Secret, secretFile, secretVariable } from "./secret-reference";

/** How to reach one HTTP upstream: its address and how to prove who we are. */
export interface UpstreamHttpConfig {
  name: string;
  url: string;
  auth?: { type: "basic"; username: string; password: Secret } | { type: "bearer"; token: Secret };
  headers: Record<string, string>;
  /** PEM texts. */
  tls?: { ca?: string; cert?: string; key?: string };
}
export interface PrometheusConfig extends UpstreamHttpConfig {
  type: "prometheus";
  /** Seconds. */
  scrapeInterval: number;
}
export type AlertmanagerConfig = UpstreamHttpConfig;
export interface SourcesConfig {
  datasources: (PrometheusConfig | CloudWatchConfig)[];
  alertmanagers: AlertmanagerConfig[];
}

/**
 * Reads and checks a datasources.yaml, secrets included. Throws one Error of one line: every problem as
 * "file:line: what to do", joined by "; ". Paths in it are relative to its own folder.
 */
export function loadSourcesConfig(file: string): SourcesConfig {
  const yaml = parseLocatedYaml(readConfig(file), file);
  const parsed = sourcesFileSchema.safeParse(yaml.value ?? {}, { reportInput: true });
  if (!parsed.success) throw problems(file, yaml, parsed.error.issues.flatMap(describeConfigIssue));
  const repeated = [
    ...duplicates(parsed.data.datasources, "datasources"),
    ...duplicates(parsed.data.alertmanagers, "alertmanagers"),
  ];
  if (repeated.length > 0) throw problems(file, yaml, repeated);
  return resolve(parsed.data, file, yaml);
}

function readConfig(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    throw new Error(
      `${(error as Error).message}: copy datasources.example.yaml to datasources.yaml, or name your file in DATASOURCES_FILE`,
    );
  }
}

function problems(file: string, yaml: LocatedYaml, found: ConfigProblem[]): Error {
  const lines = found.map(({ path: where, message }) => ({ line: yaml.lineOf(where), message }));
  lines.sort((a, b) => a.line - b.line);
  return new Error(lines.map(({ line, message }) => `${file}:${line}: ${message}`).join("; "));
}

function duplicates(sources: { name: string }[], list: string): ConfigProblem[] {
  const seen = new Set<string>();
  return sources.flatMap(({ name }, index) => {
    const repeated = seen.has(name);
    seen.add(name);
    return repeated ? [{ path: [list, index, "name"], message: `name ${name} is used twice: give each its own` }] : [];
  });
}

function resolve(written: SourcesFile, file: string, yaml: LocatedYaml): SourcesConfig {
  const http = (settings: HttpSettings & { name: string }, where: PropertyKey[]): UpstreamHttpConfig => {
    const at = <T>(key: string[], work: () => T): T => {
      try {
        return work();
      } catch (error) {
        throw problems(file, yaml, [
          { path: [...where, ...key], message: `${key.at(-1)}: ${(error as Error).message}` },
        ]);
      }
    };
    const near = (name: string) => path.resolve(path.dirname(file), name);
    return {
      name: settings.name,
      url: settings.url,
      headers: settings.headers,
      auth: resolveAuth(settings.auth, near, at),
      tls: resolveTls(settings.tls, near, at),
    };
  };
  return {
    datasources: written.datasources.map((source, index) =>
      source.type === "cloudwatch"
        ? source
        : { ...http(source, ["datasources", index]), type: source.type, scrapeInterval: source.scrapeInterval },
    ),
    alertmanagers: written.alertmanagers.map((source, index) => http(source, ["alertmanagers", index])),
  };
}

type At = <T>(key: string[], work: () => T) => T;
type Near = (name: string) => string;

function resolveAuth(auth: HttpSettings["auth"], near: Near, at: At): UpstreamHttpConfig["auth"] {
  if (!auth) return undefined;
  const kind = auth.type === "basic" ? "password" : "token";
  const [file, variable] =
    auth.type === "basic" ? [auth.passwordFile, auth.passwordEnv] : [auth.tokenFile, auth.tokenEnv];
  const secret =
    file === undefined
      ? at(["auth", `${kind}Env`], () => secretVariable(variable ?? ""))
      : at(["auth", `${kind}File`], () => secretFile(near(file)));
  return auth.type === "basic"
    ? { type: "basic", username: auth.username, password: secret }
    : { type: "bearer", token: secret };
}

function resolveTls(tls: HttpSettings["tls"], near: Near, at: At): UpstreamHttpConfig["tls"] {
  if (!tls) return undefined;
  const pem = (key: "caFile" | "certFile" | "keyFile") => {
    const name = tls[key];
    return name === undefined ? undefined : at(["tls", key], () => readText(near(name)));
  };
  return { ca: pem("caFile"), cert: pem("certFile"), key: pem("keyFile") };
}
