import { afterEach, beforeEach, expect, test } from "vitest";
import { AnchorFailure } from "@/lib/audit/anchor/anchor-failure";
import { mailAnchor } from "@/lib/audit/anchor/mail/mail-anchor";
import { withinDeadline } from "@/lib/audit/anchor/within-deadline";
import { type RunningSmtp, type SmtpStage, startSmtpServer } from "../support/smtp-server";

const signal = new AbortController().signal;
const note =
  "portal.example/audit\n12\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— portal.example/audit c2lnbmVk\n";
let smtp: RunningSmtp;

beforeEach(async () => {
  smtp = await startSmtpServer();
});
afterEach(() => smtp.stop());

const anchor = (url = `smtp://127.0.0.1:${smtp.port}`) =>
  mailAnchor({
    smtpUrl: url,
    from: "portal@example.test",
    to: ["a@example.test", "b@example.test"],
    everySeconds: 3_600,
  });
const publish = (stop = signal, url?: string) => anchor(url).publish({ size: 12, note }, "portal.example/audit", stop);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const at = (stage: SmtpStage, words: string) => {
  smtp.answer = (one) => (one === stage ? words : undefined);
};

test("the message carries the checkpoint byte for byte, as the file that the verifier reads", async () => {
  expect(await publish()).toBe("taken by the mail server");
  expect(smtp.commands.filter((line) => line.startsWith("RCPT"))).toHaveLength(2);
  const [message = ""] = smtp.messages;
  expect(message).toMatch(/^Subject: Audit checkpoint of portal\.example\/audit: 12 entries/m);
  const [, encoded = ""] =
    /filename=0000000000000012\.checkpoint\r\n(?:[\w-]+: .*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(message) ?? [];
  expect(Buffer.from(encoded, "base64").toString("utf8")).toBe(note);
  expect(anchor().readBack).toBeNull();
});

test("one of two people refused is told, not hidden", async () => {
  let asked = 0;
  smtp.answer = (stage) => (stage === "RCPT" && asked++ === 0 ? "550 5.1.1 unknown" : undefined);
  expect(await publish()).toBe("taken by the mail server for 1 of 2 people");
});

test.each<[string, SmtpStage, string, RegExp]>([
  ["greylisted", "RCPT", "451 4.7.1 <a@example.test>: come back later", /put it off \(451 4\.7\.1\)/],
  ["no such person", "RCPT", "550 5.1.1 <a@example.test> unknown", /refused it \(550 5\.1\.1\)/],
  ["the sender refused", "MAIL", "553 5.7.1 portal@example.test may not", /refused it \(553 5\.7\.1\)/],
  ["a full disk after the whole message", "message", "452 4.3.1 full", /put it off \(452 4\.3\.1\)/],
  ["too large", "message", "552 5.3.4 too big", /refused it \(552 5\.3\.4\)/],
  ["no service", "connect", "554 5.3.2 closed", /refused it \(554/],
  ["nonsense", "connect", "HTTP/1.1 400 Bad Request", /mail server/],
  ["a cut connection", "RCPT", "reset", /could not be reached/],
])("%s is a failure in words without addresses", async (_name, stage, words, expected) => {
  at(stage, words);
  const error = await failure(publish());
  expect(error).toBeInstanceOf(AnchorFailure);
  expect((error as Error).message).toMatch(expected);
  expect((error as Error).message).not.toMatch(/@|127\.0\.0\.1/);
  expect(smtp.messages).toEqual([]);
});

test.each<SmtpStage>(["connect", "MAIL", "message"])("one that hangs at %s is given up", async (stage) => {
  at(stage, "hang");
  const started = performance.now();
  const error = await failure(withinDeadline(400, (stop) => publish(stop)));
  expect(error).toMatchObject({ name: "AnchorFailure", message: expect.stringMatching(/no answer/) });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("nobody there", async () => {
  const port = smtp.port;
  await smtp.stop();
  const error = await failure(publish(signal, `smtp://127.0.0.1:${port}`));
  expect(error).toMatchObject({ name: "AnchorFailure", message: expect.stringMatching(/could not be reached/) });
  smtp = await startSmtpServer();
});

test("a password is never sent over a line without encryption", async () => {
  const error = await failure(publish(signal, `smtp://portal:secret@127.0.0.1:${smtp.port}`));
  expect(error).toMatchObject({ name: "AnchorFailure", message: expect.not.stringContaining("secret") });
  expect(smtp.commands.filter((line) => /AUTH|MAIL/.test(line))).toEqual([]);
  expect(smtp.messages).toEqual([]);
});
