import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acknowledge } from "@/lib/alerts/acknowledge";
import { addNote } from "@/lib/alerts/add-note";
import { getHandover } from "@/lib/alerts/get-handover";
import { handoverSchema } from "@/lib/alerts/handover-view";
import { ROLES, type Role, roleHas } from "@/lib/auth/permissions";
import { contextOf } from "../support/context";
import { deliver, firing, resolved } from "../support/deliver";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

let database: ScratchDatabase;
const ann = contextOf("on_call");
const bob = contextOf("security");

beforeAll(async () => {
  database = await openScratchDatabase();
  const warning = { severity: "warning" };
  await deliver([
    firing("OldWarning", 300, warning),
    firing("Free", 20),
    firing("Taken", 90),
    firing("TakenToo", 80, warning),
    firing("Secret", 70, { team: "security" }),
    firing("Over", 60),
    firing("OverLong", 60),
  ]);
  await deliver([resolved("Over", 60, 10), resolved("OverLong", 60, 10)]);
  await database.sql("UPDATE episodes SET resolved_at = now() - interval '13 hours' WHERE alertname = 'OverLong'");
  await take("Taken", ann, "On it.");
  await take("TakenToo", ann);
  await take("Secret", bob, "Mine.");
  for (let count = 1; count <= 7; count++)
    await addNote(bob, { episodeId: await idOf("Taken"), note: `Note ${count}`, idempotencyKey: null });
});
afterAll(() => database.close());

async function idOf(alertname: string): Promise<string> {
  return (await database.prisma.episode.findFirstOrThrow({ where: { alertname } })).id;
}

async function take(alertname: string, ctx = ann, note?: string): Promise<void> {
  await acknowledge(ctx, { episodeId: await idOf(alertname), note, ifVersion: null, idempotencyKey: null });
}

async function handoverFor(role: Role = "on_call") {
  const handover = await getHandover(contextOf(role));
  expect(handoverSchema.parse(handover)).toEqual(handover);
  return handover;
}

describe("the handover", () => {
  test("has what is open, what needs a person first, with the last words about each", async () => {
    const { open, total } = await handoverFor();
    expect(open.map(({ episode }) => episode.alertname)).toEqual(["Free", "Taken", "Secret", "OldWarning", "TakenToo"]);
    expect(total).toBe(5);
    const words = Object.fromEntries(open.map(({ episode, remarks }) => [episode.alertname, remarks]));
    expect(words.Taken!.map(({ text }) => text)).toEqual(["Note 7", "Note 6", "Note 5", "Note 4", "Note 3"]);
    expect(words.Secret).toMatchObject([{ by: "Test security", text: "Mine." }]);
    expect([words.Free, words.TakenToo]).toEqual([[], []]);
  });

  test("has who has how much, and what ended in twelve hours", async () => {
    const { holders, resolved: over, resolvedTotal } = await handoverFor();
    expect(holders).toEqual([
      { name: "Test on_call", count: 2, critical: 1 },
      { name: "Test security", count: 1, critical: 1 },
    ]);
    expect([over.map(({ alertname }) => alertname), resolvedTotal]).toEqual([["Over"], 1]);
  });

  test("says that nothing can be said when no Watchdog ever came", async () => {
    expect((await handoverFor()).summary.source.silent).toBe("unwatched");
  });

  test.each(ROLES)("B05 for %s", async (role) => {
    const sees = roleHas(role, "security-alert:read");
    expect(JSON.stringify(await handoverFor(role)).includes("Secret")).toBe(sees);
    expect((await handoverFor(role)).holders).toHaveLength(sees ? 2 : 1);
  });
});
