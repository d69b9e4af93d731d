import { readFileSync } from "node:fs";

const FOLDER = process.env.E2E_DEMO_DIR ?? ".data/e2e";

interface DemoAddresses {
  portal: string;
  alertmanager: string;
  chatbot: string;
}

/** Where the parts of the demo listen. */
export function addresses(): DemoAddresses {
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

/** Stops the demo's real Prometheus, or kills it, or starts it again with its data. */
export async function orderPrometheus(action: "stop" | "kill" | "start"): Promise<void> {
  const response = await fetch(`${addresses().chatbot}/prometheus`, {
    method: "POST",
    body: JSON.stringify({ action }),
  });
  if (!response.ok) throw new Error(`the demo refused: ${await response.text()}`);
}
