// A process that emits events and then only waits, to be killed: argv is url, folder, how many, room in its spool.
import { AuditClient } from "../../lib/audit-client/audit-client.mjs";

const [url, folder, count, room = 16 * 1024 * 1024] = process.argv.slice(2);
const client = new AuditClient({ url, token: "x".repeat(32), folder, firstDelayMs: 20, maxSpoolBytes: Number(room) });
for (let index = 0; index < Number(count); index++) client.emit({ event_type: "LOGOUT", user_id: `u-${index}` });
process.stdout.write("emitted\n");
setInterval(() => {}, 1_000);
