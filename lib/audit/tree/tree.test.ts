import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { leafHash } from "../seal-entry";
import { consistencyProof, verifyConsistency } from "./consistency-proof";
import { appendLeaf, emptyFrontier, rootOf, rootsIn } from "./frontier";
import { inclusionProof, verifyInclusion } from "./inclusion-proof";
import { rangeHash, TILE, type TreeSource } from "./range-hash";

/** The eight leaves and the roots of their first n, as published with the reference implementation of RFC 6962. */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** A tree in memory, with the nodes that are stored of it. */
function grow(count: number, leaf: (index: number) => Buffer) {
  const frontier = emptyFrontier();
  const leaves: Buffer[] = [];
  const nodes = new Map<string, Buffer>();
  const roots = [rootOf(frontier)];
  for (let index = 0; index < count; index++) {
    leaves.push(leaf(index));
    appendLeaf(frontier, leaves[index]!, (height, place, root) => {
      if (height % 8 === 0) nodes.set(`${height / 8}:${place}`, root);
    });
    roots.push(rootOf(frontier));
  }
  const reads = { count: 0 };
  const source: TreeSource = {
    async leaves(from, to) {
      reads.count += 1;
      return leaves.slice(from, to);
    },
    async nodes(level, from, to) {
      reads.count += 1;
      return Array.from({ length: to - from }, (_, index) => nodes.get(`${level}:${from + index}`)!);
    },
  };
  return { source, leaves, roots, frontier, reads };
}

const numbered = (index: number) => createHash("sha256").update(String(index)).digest();

test("the published roots of RFC 6962's eight leaves", () => {
  const { roots } = grow(8, (index) => leafHash(Buffer.from(LEAVES[index]!, "hex")));
  expect(roots.map((root) => root.toString("hex"))).toEqual(ROOTS);
});

test("every leaf of every tree up to 64 is proved, and to no other place, tree or root", async () => {
  const { source, leaves, roots } = grow(64, numbered);
  let proofs = 0;
  for (let size = 1; size <= 64; size++)
    for (let index = 0; index < size; index++) {
      const claim = { index, size, leaf: leaves[index]!, root: roots[size]! };
      const path = await inclusionProof(source, index, size);
      expect(verifyInclusion(claim, path)).toBe(true);
      for (const wrong of [
        { ...claim, leaf: leaves[(index + 1) % 64]! },
        { ...claim, root: roots[size - 1]! },
        { ...claim, index: size },
      ])
        expect(verifyInclusion(wrong, path)).toBe(false);
      expect(verifyInclusion(claim, [...path, randomBytes(32)])).toBe(false);
      if (path.length > 0) expect(verifyInclusion(claim, path.slice(1))).toBe(false);
      proofs++;
    }
  expect(proofs).toBe(2_080);
});

test("every tree up to 64 is proved to begin every larger one, and no other does", async () => {
  const { source, roots } = grow(64, numbered);
  for (let newer = 1; newer <= 64; newer++)
    for (let older = 1; older <= newer; older++) {
      const claim = { older, newer, olderRoot: roots[older]!, newerRoot: roots[newer]! };
      const path = await consistencyProof(source, older, newer);
      expect(verifyConsistency(claim, path), `${older} in ${newer}`).toBe(true);
      expect(verifyConsistency({ ...claim, olderRoot: roots[older - 1]! }, path)).toBe(false);
      expect(verifyConsistency({ ...claim, newerRoot: randomBytes(32) }, path)).toBe(false);
      expect(verifyConsistency(claim, [...path, randomBytes(32)])).toBe(false);
      if (path.length > 0) expect(verifyConsistency(claim, path.slice(0, -1))).toBe(false);
    }
});

describe("a tree of 70,000 leaves", () => {
  const SIZE = 70_000;
  const { source, leaves, roots, frontier, reads } = grow(SIZE, numbered);

  test("its frontier has a root for each one in its binary form", () => {
    expect(frontier.roots).toHaveLength(rootsIn(SIZE));
  });

  test("ranges are summed up from stored nodes as from leaves", async () => {
    for (const size of [1, 255, 256, 257, 65_535, 65_536, 65_537, SIZE])
      expect((await rangeHash(source, 0, size)).equals(roots[size]!), String(size)).toBe(true);
  });

  test("a proof reads a few tiles, not the tree", async () => {
    for (const index of [0, TILE - 1, TILE, 65_535, 65_536, SIZE - 1]) {
      reads.count = 0;
      const path = await inclusionProof(source, index, SIZE);
      expect(reads.count).toBeLessThan(40);
      expect(verifyInclusion({ index, size: SIZE, leaf: leaves[index]!, root: roots[SIZE]! }, path)).toBe(true);
    }
  });
});
