import { describe, expect, test } from "vitest";
import { allowedLink } from "./allowed-link";

const HOSTS = ["runbooks.example.com", "Wiki.example.com"];

describe("F01 an annotation becomes a link only when it is https on an allowed host", () => {
  test.each([
    "https://runbooks.example.com/high-error-rate?x=1#fix",
    "https://wiki.example.com/a",
    "https://runbooks.example.com:443/a",
  ])("%s is a link", (text) => {
    expect(allowedLink(text, HOSTS)).toMatch(/^https:\/\/(runbooks|wiki)\.example\.com\//);
  });

  test.each([
    "javascript:alert(1)",
    "JaVa\tScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//runbooks.example.com/a",
    "https:runbooks.example.com",
    "https:\\\\runbooks.example.com\\a",
    "http://runbooks.example.com/a",
    "https://user:pw@runbooks.example.com/",
    "https://runbooks.example.com@evil.test/",
    "https://runbooks.example.com.evil.test/",
    "https://runbooks.example.com:8443/",
    "https://rünbooks.example.com/",
    "https://runbооks.example.com/", // Cyrillic о
    "https://evil.test/https://runbooks.example.com/",
    "https://runbooks.example.com./",
    " https://runbooks.example.com/",
    "https://runbooks.example.com/a\nb",
    "https://",
    "",
    `https://runbooks.example.com/${"a".repeat(3_000)}`,
  ])("%j stays text", (text) => {
    expect(allowedLink(text, HOSTS)).toBeNull();
  });

  test("nothing is a link while no host is allowed", () => {
    expect(allowedLink("https://runbooks.example.com/", [])).toBeNull();
    expect(allowedLink(undefined, HOSTS)).toBeNull();
  });
});
