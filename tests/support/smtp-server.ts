import { once } from "node:events";
import { createServer, type Socket } from "node:net";

export type SmtpStage = "connect" | "EHLO" | "MAIL" | "RCPT" | "DATA" | "message";

export interface RunningSmtp {
  port: number;
  /** Every line that a client sent outside of a message. */
  commands: string[];
  /** Whole messages that were taken. */
  messages: string[];
  /** The answer at a stage, in place of a good one; "hang" says nothing, "reset" cuts the connection. */
  answer: (stage: SmtpStage) => string | "hang" | "reset" | undefined;
  stop(): Promise<void>;
}

const GOOD: Record<SmtpStage, string> = {
  connect: "220 mail.example ESMTP",
  EHLO: "250-mail.example\r\n250 SIZE 1000000",
  MAIL: "250 2.1.0 Ok",
  RCPT: "250 2.1.5 Ok",
  DATA: "354 Go on",
  message: "250 2.0.0 Ok: queued as 4XyZ",
};

/** A mail server on a real socket (RFC 5321), as well-behaved as it is told to be. */
export async function startSmtpServer(): Promise<RunningSmtp> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    speak(smtp, socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const smtp: RunningSmtp = {
    port: address.port,
    commands: [],
    messages: [],
    answer: () => undefined,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return smtp;
}

function speak(smtp: RunningSmtp, socket: Socket): void {
  let waiting = "";
  let message: string[] | null = null;
  const say = (stage: SmtpStage): boolean => {
    const words = smtp.answer(stage) ?? GOOD[stage];
    if (words === "reset") socket.resetAndDestroy();
    else if (words !== "hang") socket.write(`${words}\r\n`);
    return words === GOOD[stage];
  };
  say("connect");
  socket.on("data", (chunk) => {
    waiting += chunk.toString();
    for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (message) {
        if (line !== ".") message.push(line.replace(/^\./, ""));
        else {
          if (say("message")) smtp.messages.push(message.join("\r\n"));
          message = null;
        }
        continue;
      }
      smtp.commands.push(line);
      const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? "";
      if (verb === "QUIT") socket.end("221 Bye\r\n");
      else if (verb === "EHLO" || verb === "MAIL" || verb === "RCPT") say(verb);
      else if (verb === "DATA") message = say("DATA") ? [] : null;
      else socket.write("502 5.5.2 Not here\r\n");
    }
  });
}
