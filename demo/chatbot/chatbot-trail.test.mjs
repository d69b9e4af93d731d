import { expect, test } from "vitest";
import { referenceFault } from "../../lib/audit-events/reference-fault.ts";
import { ChatbotTrail } from "./chatbot-trail.mjs";

/** A repeatable chance between 0 and 1. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function told(count, felt = () => false) {
  const events = [];
  const trail = new ChatbotTrail({ client: { emit: (event) => events.push(event) }, felt, random: chance(7) });
  for (let index = 0; index < count; index++) trail.tell();
  return events;
}

test("sign-ins, accesses granted and denied, exports: all kinds come, and none names a person", () => {
  const events = told(2_000);
  const kinds = new Set(events.map(({ event_type }) => event_type));
  expect([...kinds].sort()).toEqual(
    [
      "DATA_ACCESS",
      "DATA_MODIFICATION",
      "ESCALATION",
      "EXPORT_DATA",
      "LOGIN_FAILURE",
      "LOGIN_SUCCESS",
      "LOGOUT",
    ].sort(),
  );
  const accesses = events.map(({ access }) => access).filter(Boolean);
  expect(accesses.filter(({ granted }) => !granted).length).toBeGreaterThan(10);
  expect(accesses.every(({ encrypted }) => encrypted)).toBe(true);
  for (const { subject_ref } of accesses) expect(referenceFault("subject_ref", subject_ref)).toBeNull();
  for (const { user_id } of events) expect(referenceFault("user_id", user_id)).toBeNull();
});

test("an incident is felt in the trail", () => {
  const of = (kind) => told(500, (felt) => felt === kind);
  expect(of("bruteforce").filter(({ event_type }) => event_type === "LOGIN_FAILURE").length).toBeGreaterThan(300);
  expect(of("unencrypted").some(({ access }) => access && !access.encrypted)).toBe(true);
});
