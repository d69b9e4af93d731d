import { expect, test } from "vitest";
import { groupPeers } from "./group-peers";

const member = (name: string, ...peers: string[]) => ({ id: name, membership: { name, peers } });
const groups = (...members: ReturnType<typeof member>[]) =>
  groupPeers(members).map((group) => group.map(({ id }) => id));

test("peers stand together, the others alone, in the order given", () => {
  expect(groups(member("a", "a", "b"), member("x"), member("b", "a", "b"))).toEqual([["a", "b"], ["x"]]);
  expect(groups(member(""), member(""))).toEqual([[""], [""]]); // clustering is off: there is no name
  expect(groups()).toEqual([]);
});

test("one that has not heard of its peer yet is known by the other, and a third may join two", () => {
  expect(groups(member("a", "a"), member("b", "a", "b"))).toEqual([["a", "b"]]);
  expect(groups(member("a", "a"), member("b", "b"), member("c", "a", "b", "c"))).toEqual([["a", "b", "c"]]);
});
