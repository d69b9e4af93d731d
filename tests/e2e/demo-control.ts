import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const FOLDER = process.env.E2E_DEMO_DIR ?? ".data/e2e";

interface DemoAddresses {
  chatbot: string;
}

function addresses(): DemoAddresses {
  return JSON.parse(readFileSync(`${FOLDER}/demo.json`, "utf8")) as DemoAddresses;
}

/** Makes the simulated chatbot misbehave, so that a real rule fires. */
export async function beginIncident(kind: string, seconds: number): Promise<void> {
  const response = await fetch(`${addresses().chatbot}/incident`, {
    method: "POST",
    body: JSON.stringify({ kind, seconds }),
  });
  if (!response.ok) throw new Error(`the chatbot refused: ${await response.text()}`);
}

/** Freezes or wakes the demo's real Prometheus: it keeps its connections and answers nothing. */
export function signalPrometheus(signal: "STOP" | "CONT"): void {
  const pid = execFileSync("pgrep", ["-f", `prometheus.*${FOLDER}/prometheus/prometheus.yml`], {
    encoding: "utf8",
  }).trim();
  process.kill(Number(pid.split("\n")[0]), `SIG${signal}`);
}
