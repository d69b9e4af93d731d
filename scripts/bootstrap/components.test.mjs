import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { requireComponent } from "./components.mjs";
import { relocateAlertmanager } from "./relocate-alertmanager.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "components-"));
const tools = path.join(folder, "tools");

function program(where, name) {
  mkdirSync(where, { recursive: true });
  writeFileSync(path.join(where, name), "#!/bin/sh\n");
  chmodSync(path.join(where, name), 0o755);
  return path.join(where, name);
}

afterEach(() => vi.unstubAllEnvs());

test("a program on PATH is taken, under any of its names", async () => {
  const upstream = program(path.join(folder, "upstream"), "alertmanager");
  vi.stubEnv("PATH", path.dirname(upstream));
  expect(await requireComponent("alertmanager", tools)).toBe(upstream);
  const debian = program(path.join(folder, "debian"), "prometheus-alertmanager");
  vi.stubEnv("PATH", `${path.dirname(upstream)}:${path.dirname(debian)}`);
  expect(await requireComponent("alertmanager", tools)).toBe(debian);
});

test("what was fetched before is found again, also a tool that came with another component", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const promtool = program(path.join(tools, "prometheus/root/usr/bin"), "promtool");
  expect(await requireComponent("promtool", tools)).toBe(promtool);
});

test("what is nowhere is named in one line, with the packages to install", async () => {
  vi.stubEnv("PATH", "/nowhere");
  const line = await requireComponent("prometheus", path.join(folder, "empty")).catch((error) => error.message);
  expect(line).toMatch(/^prometheus was not found .*apt-get install prometheus.*brew install prometheus/);
  expect(line.split("\n")).toHaveLength(1);
});

test("an unpacked Alertmanager reads the templates that were unpacked with it, from any working directory", () => {
  const programs = path.join(folder, "unpacked/root/usr/bin");
  const file = program(programs, "prometheus-alertmanager");
  writeFileSync(file, '#!/bin/sh\ncat /usr/share/prometheus/alertmanager/default.tmpl "$@"\n');
  mkdirSync(path.join(programs, "../share/prometheus/alertmanager"), { recursive: true });
  writeFileSync(path.join(programs, "../share/prometheus/alertmanager/default.tmpl"), "its own template\n");
  relocateAlertmanager(programs);
  relocateAlertmanager(programs); // a second time is no harm
  expect(execFileSync(file, { cwd: os.tmpdir(), encoding: "utf8" })).toBe("its own template\n");
});
