// A thread of verifyInSpans: answers once what checkSpans finds.
import { parentPort, workerData } from "node:worker_threads";
import { checkSpans } from "./check-spans.mjs";
import { directorySource } from "./directory-source.mjs";

parentPort.postMessage(await checkSpans(directorySource(workerData.folder), workerData.plan));
