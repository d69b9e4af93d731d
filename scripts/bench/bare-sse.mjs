// What the live stream is measured against: nothing but Node's server and the database's notices.
import http from "node:http";
import pg from "pg";

const responses = new Set();
const server = http.createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 1000\n\n");
  responses.add(response);
  response.once("close", () => responses.delete(response));
});
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query("LISTEN bare_changes");
client.on("notification", ({ payload }) => {
  for (const response of responses) response.write(`id: ${payload}-bare\nevent: change\ndata: alerts\n\n`);
});
server.listen(Number(process.env.PORT), "127.0.0.1");
