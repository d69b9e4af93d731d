// A thread of verifyInSpans: asked for one span after the other, answers what checkSpan finds.
import { parentPort, workerData } from "node:worker_threads";
import { checkSpan } from "./check-span.mjs";
import { directorySource } from "./directory-source.mjs";

const source = directorySource(workerData.folder);
parentPort.on("message", async (span) => {
  parentPort.postMessage(await checkSpan(source, span).catch(() => null));
});
