import { closeDatabase, databaseKind } from "@/lib/db/client";
import { appends } from "./appends";
import { archive } from "./archive";
import { csv } from "./csv";
import { fill } from "./fill";
import { peakMegabytes } from "./peak-megabytes.mjs";
import { verify } from "./verify";

/** What the rows of the ledger measure, in a process of its own: `program.js <mode> [argument]`, answered by message. */
const MODES = { appends, archive, csv, fill, verify };

const [mode, argument = ""] = process.argv.slice(2);
await databaseKind();
const result = await MODES[mode as keyof typeof MODES](argument);
await closeDatabase();
process.send?.({ ...result, peakMegabytes: peakMegabytes() }, () => process.disconnect());
