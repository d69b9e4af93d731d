import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadSourcesConfig } from "./config";

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-sources-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string) {
  const file = path.join(folder, "datasources.yaml");
  writeFileSync(file, text);
  return loadSourcesConfig(file);
}

/** The message for this file, without the folder. */
function complaint(text: string): string {
  try {
    load(text);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  throw new Error("it was accepted");
}

const PROMETHEUS = "datasources:\n  - name: p\n    type: prometheus\n    url: http://127.0.0.1:9090\n";

describe("loadSourcesConfig", () => {
  test("the example that is shipped is right", () => {
    const config = loadSourcesConfig("datasources.example.yaml");
    expect(config.datasources).toMatchObject([{ name: "prometheus", type: "prometheus", scrapeInterval: 15 }]);
    expect(config.alertmanagers).toMatchObject([{ name: "main", url: "http://127.0.0.1:9093" }]);
  });

  test("everything that may be set, secrets resolved but not printable", () => {
    writeFileSync(path.join(folder, "pw"), "s3cret\n");
    writeFileSync(path.join(folder, "ca.pem"), "PEM");
    process.env.DS_TEST_TOKEN = "t0ken";
    const config = load(`
datasources:
  - name: p
    type: prometheus
    url: https://mimir.example:443/prometheus
    scrapeInterval: 2m
    auth: { type: basic, username: u, passwordFile: pw }
    headers: { X-Scope-OrgID: medinovai }
    tls: { caFile: ca.pem }
  - name: cw
    type: cloudwatch
    region: us-east-1
    regions: [eu-central-1]
    roleArn: arn:aws:iam::123456789012:role/portal-read
    externalId: x
alertmanagers:
  - { name: a, url: "http://a:9093", auth: { type: bearer, tokenEnv: DS_TEST_TOKEN } }
`);
    const [prometheus, cloudwatch] = config.datasources;
    if (prometheus?.type !== "prometheus" || prometheus.auth?.type !== "basic") throw new Error("not read");
    expect(prometheus).toMatchObject({
      scrapeInterval: 120,
      headers: { "X-Scope-OrgID": "medinovai" },
      tls: { ca: "PEM" },
    });
    expect(prometheus.auth.password()).toBe("s3cret");
    const auth = config.alertmanagers[0]?.auth;
    expect(auth?.type === "bearer" && auth.token()).toBe("t0ken");
    expect(cloudwatch).toMatchObject({ type: "cloudwatch", regions: ["eu-central-1"] });
    expect(JSON.stringify(config)).not.toMatch(/s3cret|t0ken/);
  });

  test.each([
    [
      "an unknown type",
      "datasources:\n  - name: p\n    type: promtheus\n",
      ":3: type must be prometheus or cloudwatch",
    ],
    ["no type", "datasources:\n  - name: p\n", ":2: type must be prometheus or cloudwatch"],
    ["an unknown setting", `${PROMETHEUS}    interval: 3\n`, ":5: interval is not a setting"],
    ["an unknown setting at the top", `${PROMETHEUS}rules: []\n`, ":5: rules is not a setting"],
    ["a missing url", "datasources:\n  - name: p\n    type: prometheus\n", ":2: url is required"],
    [
      "another protocol",
      "datasources:\n  - name: p\n    type: prometheus\n    url: file:///etc/passwd\n",
      ":4: url must be an http or https address",
    ],
    [
      "a password in the url",
      "datasources:\n  - name: p\n    type: prometheus\n    url: http://u:p@h\n",
      ":4: url must not hold a password",
    ],
    [
      "an inline password",
      `${PROMETHEUS}    auth:\n      type: basic\n      username: u\n      password: hunter2\n`,
      ":8: password must not be written here: put it in a file",
    ],
    [
      "an inline token",
      `${PROMETHEUS}    auth: { type: bearer, token: hunter2 }\n`,
      ":5: token must not be written here: put it in a file",
    ],
    [
      "an inline header",
      `${PROMETHEUS}    headers:\n      Authorization: x\n`,
      ":6: Authorization is set by the portal itself: use auth",
    ],
    [
      "a header with a line break",
      `${PROMETHEUS}    headers:\n      X-A: "a\\nb"\n`,
      ":6: X-A must be printable ASCII",
    ],
    ["neither file nor variable", `${PROMETHEUS}    auth: { type: bearer }\n`, ":5: auth needs tokenFile or tokenEnv"],
    [
      "a file that is not there",
      `${PROMETHEUS}    auth: { type: bearer, tokenFile: nothing }\n`,
      ":5: tokenFile: nothing does not exist",
    ],
    [
      "a variable that is not set",
      `${PROMETHEUS}    auth: { type: bearer, tokenEnv: NO_SUCH }\n`,
      ":5: tokenEnv: the environment variable NO_SUCH is not set",
    ],
    [
      "a certificate without its key",
      `${PROMETHEUS}    tls: { certFile: a }\n`,
      ":5: tls needs both certFile and keyFile",
    ],
    [
      "a name used twice",
      `${PROMETHEUS}  - name: p\n    type: cloudwatch\n    region: us-east-1\n`,
      ":5: name p is used twice",
    ],
    [
      "a wrong region",
      "datasources:\n  - name: c\n    type: cloudwatch\n    region: moon\n",
      ":4: region must be an AWS region",
    ],
    [
      "AWS keys",
      "datasources:\n  - name: c\n    type: cloudwatch\n    region: us-east-1\n    secretAccessKey: x\n",
      ":5: secretAccessKey must not be written here",
    ],
    ["no sources", "datasources: []\n", ":1: datasources must name at least one source"],
    ["an empty file", "", ":1: datasources is required"],
    ["a list instead of a map", "- a\n", ":1: the file must be a map of settings"],
    ["broken YAML", "datasources:\n  - name: [\n", ":3: "],
    ["a key written twice", `${PROMETHEUS}    url: http://b\n`, ":5: "],
  ])("%s: line and what to do", (_name, text, expected) => {
    const message = complaint(text);
    expect(message).toContain(`datasources.yaml${expected}`);
    expect(message).not.toContain("\n");
    expect(message).not.toContain("hunter2");
  });

  test("several mistakes are told at once, in the order of the file", () => {
    const message = complaint("datasources:\n  - name: P\n    type: prometheus\n    url: x\n    foo: 1\n");
    expect(message.match(/yaml:(\d+)/g)).toEqual(["yaml:2", "yaml:4", "yaml:5"]);
  });

  test("a missing file says what to copy", () => {
    expect(() => loadSourcesConfig("no-such.yaml")).toThrow(
      "no-such.yaml does not exist: copy datasources.example.yaml to datasources.yaml, or name your file in DATASOURCES_FILE",
    );
  });

  test("aliases that explode are refused", () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
    for (let i = 0; i < 8; i++) {
      const previous = String.fromCharCode(97 + i);
      const next = String.fromCharCode(98 + i);
      bomb.push(`${next}: &${next} [${Array(10).fill(`*${previous}`).join(",")}]`);
    }
    expect(() => load(bomb.join("\n"))).toThrow();
  });
});
