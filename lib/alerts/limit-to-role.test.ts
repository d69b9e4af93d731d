import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { ROLE_PERMISSIONS, ROLES, type Role } from "@/lib/auth/permissions";
import type { EpisodeView } from "./episode-view";
import { limitToRole } from "./limit-to-role";

const actorOf = (role: Role): Actor => ({
  kind: "user",
  userId: "u",
  name: "n",
  email: "e",
  role,
  permissions: new Set(ROLE_PERMISSIONS[role]),
});
const episode = {
  labels: {
    alertname: "MemoryUsageHigh",
    pod: "worker-7c9d5",
    instance: "10.0.0.7:9100",
    user_id: "u-77",
    exported_pod: "chat-1",
  },
  annotations: { summary: "High memory", description: "worker-7c9d5 on 10.0.0.7:9100 for u-77", more: "chat-1" },
  inhibitedBy: [],
} as unknown as EpisodeView;

test.each(["executive", "product"] as const)("B04 %s gets no name of a machine or a person", (role) => {
  const shown = JSON.stringify(limitToRole(episode, actorOf(role)));
  expect(shown).not.toMatch(/worker-7c9d5|10\.0\.0\.7|u-77|chat-1/);
  expect(shown).toContain("[pod] on [instance] for [user_id]");
  expect(shown).toContain('"alertname":"MemoryUsageHigh"');
});

test("B04 a value that is the beginning of another one does not lay the rest of that one bare", () => {
  const nested = {
    labels: { alertname: "A", pod: "chat", instance: "chat-10.0.0.7" },
    annotations: { summary: "chat-10.0.0.7 is slow" },
    inhibitedBy: [],
  };
  expect(limitToRole(nested as unknown as EpisodeView, actorOf("product")).annotations.summary).toBe(
    "[instance] is slow",
  );
});

test("B04 a host without its port, and a name in other letters, are names of a machine as well", () => {
  const told = {
    labels: { alertname: "A", instance: "db-1.internal:9187", pod: "chat-(1)" },
    annotations: { summary: "Disk of db-1.internal is full", description: "DB-1.INTERNAL:9187, Chat-(1)" },
    inhibitedBy: [],
  };
  expect(limitToRole(told as unknown as EpisodeView, actorOf("product")).annotations).toEqual({
    summary: "Disk of [instance] is full",
    description: "[instance], [pod]",
  });
});

test("B04 the hashes of the alerts that hold it back are blank, too: they may be nobody's to know", () => {
  const inhibited = { labels: {}, annotations: {}, inhibitedBy: ["0123456789abcdef", "fedcba9876543210"] };
  const shown = limitToRole(inhibited as unknown as EpisodeView, actorOf("product"));
  expect(shown.inhibitedBy).toEqual(["another alert", "another alert"]);
});

test("those who operate or examine the service see all of it", () => {
  for (const role of ROLES.filter((other) => other !== "executive" && other !== "product"))
    expect(limitToRole(episode, actorOf(role))).toBe(episode);
});

test("an annotation with a value too short to be cut out is left out", () => {
  const short = {
    labels: { alertname: "A", user_id: "42" },
    annotations: { summary: "42 of 420", other: "fine" },
    inhibitedBy: [],
  };
  expect(limitToRole(short as unknown as EpisodeView, actorOf("executive")).annotations).toEqual({ other: "fine" });
});
