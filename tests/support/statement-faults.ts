import net from "node:net";

/** What becomes of a statement: refused by the server, lost on the way there, or done with its answer lost. */
export type StatementFault = "refused" | "lost" | "unanswered";

export interface StatementFaults {
  url: string;
  /** From now on counts statements, and lets the `nth` meet its fault; 0: only counts. */
  arm(nth: number, fault: StatementFault): void;
  /** Statements since it was armed; none of the later ones is counted or hurt. */
  disarm(): number;
  close(): Promise<void>;
}

const MESSAGE_HEAD = 5;
const ENDS_STATEMENT = new Set(["S", "Q"].map((letter) => letter.charCodeAt(0)));
/** The server's own refusal, of the class of a full disk. */
const RAISE = "DO $$ BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = 'disk_full'; END $$";

/** A real line to a PostgreSQL server that passes on every byte, except of the statement that is to fail. */
export async function startStatementFaults(serverUrl: string): Promise<StatementFaults> {
  const target = new URL(serverUrl);
  const sockets = new Set<net.Socket>();
  let armed: { nth: number; fault: StatementFault; seen: number } | undefined;

  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    const ends = [client, upstream];
    const cut = () => {
      for (const end of ends) end.destroy();
    };
    for (const end of ends) sockets.add(end.on("error", cut).on("close", cut));
    let mute = false;
    upstream.on("data", (bytes) => {
      if (mute) cut();
      else client.write(bytes);
    });
    const send = (statement: Buffer) => {
      const hit = armed && ++armed.seen === armed.nth ? armed.fault : undefined;
      if (hit === "lost") return cut();
      mute = hit === "unanswered";
      upstream.write(hit === "refused" ? refusal(statement) : statement);
    };
    client.on(
      "data",
      statementsOf(send, (hello) => upstream.write(hello)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as net.AddressInfo).port);
  return {
    url: url.href,
    arm(nth, fault) {
      armed = { nth, fault, seen: 0 };
    },
    disarm() {
      const seen = armed?.seen ?? 0;
      armed = undefined;
      return seen;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Gathers the client's messages up to the one that ends a statement. The first of a line has no letter in front. */
function statementsOf(send: (statement: Buffer) => void, greet: (hello: Buffer) => void): (bytes: Buffer) => void {
  let waiting = Buffer.alloc(0);
  let greeted = false;
  return (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    if (!greeted) {
      const length = waiting.length < 4 ? Number.POSITIVE_INFINITY : waiting.readInt32BE(0);
      if (waiting.length < length) return;
      greeted = true;
      greet(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
    let from = 0;
    for (let at = 0; at + MESSAGE_HEAD <= waiting.length; ) {
      const letter = waiting[at]!;
      at += 1 + waiting.readInt32BE(at + 1);
      if (at > waiting.length) break;
      if (!ENDS_STATEMENT.has(letter)) continue;
      send(waiting.subarray(from, at));
      from = at;
    }
    waiting = waiting.subarray(from);
  };
}

/** A statement that fails at the server in place of another one; a transaction that cannot be committed is over. */
function refusal(statement: Buffer): Buffer {
  const text = Buffer.from(`${statement.includes("COMMIT") ? `ROLLBACK; ${RAISE}` : RAISE}\0`);
  const head = Buffer.from("Q....");
  head.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([head, text]);
}
