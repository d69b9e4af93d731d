#!/usr/bin/env node
// Measures the WCAG 2.2 contrast of every pair of design tokens that is used, in both themes.
// Text needs 4.5 (1.4.3), shapes and lines that carry meaning need 3 (1.4.11). Exit code 1 when a pair fails.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const TOKENS_FILE = path.join(import.meta.dirname, "../app/styles/tokens.css");
const TEXT = 4.5;
const GRAPHICS = 3;

const PAPERS = ["surface", "canvas", "sunken", "hover"];
const STATUSES = ["fail", "warn", "pass", "unknown"];
const SERIES = [1, 2, 3, 4, 5, 6].map((number) => `series-${number}`);

const pairs = (fronts, backs, least) => fronts.flatMap((front) => backs.map((back) => ({ front, back, least })));

/** Every pair a component may put on the screen. Decoration (hairlines, the grid of a chart) is not among them. */
const PAIRS = [
  ...pairs(["ink", "ink-2", "ink-3", "accent", "accent-strong"], PAPERS, TEXT),
  ...pairs(["ink", "ink-2", "ink-3", "accent", "accent-strong"], ["accent-soft"], TEXT),
  ...pairs(
    ["ink", "ink-2"],
    STATUSES.map((status) => `${status}-soft`),
    TEXT,
  ),
  ...pairs(STATUSES, PAPERS, TEXT),
  ...STATUSES.map((status) => ({ front: status, back: `${status}-soft`, least: TEXT })),
  ...pairs(["on-status"], STATUSES, TEXT),
  ...pairs(["on-accent"], ["accent", "accent-strong"], TEXT),
  ...pairs(["surface"], ["ink-2"], TEXT),
  ...pairs(
    STATUSES.map((status) => `${status}-line`),
    ["surface", "canvas"],
    GRAPHICS,
  ),
  ...STATUSES.map((status) => ({ front: `${status}-line`, back: `${status}-soft`, least: GRAPHICS })),
  ...pairs(["line-strong", "axis"], ["surface", "canvas", "sunken"], GRAPHICS),
  ...pairs(SERIES, ["surface"], GRAPHICS),
  ...pairs(SERIES, ["warn-soft", "fail-soft"], GRAPHICS),
];

/** `{ light: { ink: "#16181b", … }, dark: { … } }` from the light-dark() values of the stylesheet. */
export function readTokens(css) {
  const themes = { light: {}, dark: {} };
  for (const [, name, light, dark] of css.matchAll(
    /(?<![\w-])--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
  )) {
    themes.light[name] = light;
    themes.dark[name] = dark;
  }
  return themes;
}

/** WCAG 2.2 contrast ratio of two "#rrggbb" colours, 1 to 21. */
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Every pair in both themes with its ratio. Throws when a pair names a token that is not there. */
export function measureContrast(css = readFileSync(TOKENS_FILE, "utf8")) {
  return Object.entries(readTokens(css)).flatMap(([theme, tokens]) =>
    PAIRS.map(({ front, back, least }) => {
      if (!tokens[front] || !tokens[back]) throw new Error(`No colour for ${front} on ${back} in the ${theme} theme`);
      const ratio = contrast(tokens[front], tokens[back]);
      return { theme, front, back, least, ratio, passes: ratio >= least };
    }),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const measured = measureContrast();
  const failed = measured.filter(({ passes }) => !passes);
  for (const { theme, front, back, least, ratio } of failed)
    console.error(`${theme}: ${front} on ${back} is ${ratio.toFixed(2)}, needs ${least}`);
  console.log(`${measured.length} pairs measured, ${failed.length} too faint`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
