// Loaded into a server under measurement: on SIGUSR2 it collects garbage and writes down what it then holds.
const { writeFileSync } = require("node:fs");

process.on("SIGUSR2", () => {
  for (let pass = 0; pass < 3; pass++) globalThis.gc();
  writeFileSync(process.env.BENCH_MEMORY_FILE, JSON.stringify(process.memoryUsage()));
});
