import { expect, test } from "vitest";
import { withoutAddresses } from "./without-addresses";

test.each([
  ['Post "http://10.0.0.1:9093/api": EOF', 'Post "[address]": EOF'],
  ["dial tcp 10.0.0.1:9093: connect: refused", "dial tcp [address]: connect: refused"],
  ["dial tcp [fe80::1%eth0]:9090: timeout", "dial tcp [address]: timeout"],
  ["dial udp fd00::12:53", "dial udp [address]"],
  ["lookup prometheus on 10.96.0.10:53: no such host", "lookup [address] on [address]: no such host"],
  ["store thanos-store.monitoring.svc.cluster.local down", "store [address] down"],
  ["store thanos-store:10901 down", "store [address] down"],
  ["User: arn:aws:sts::123456789012:assumed-role/p/x is not allowed", "User: [resource] is not allowed"],
  ["account 123456789012", "account [account]"],
  ["got Bearer abc.def-ghi", "got Bearer [removed]"],
  ["the key is sesame, sesame", "the key is [removed], [removed]"],
  ["two\r\nlines\u2028and\u0000more", "two lines and more"],
])("%j", (text, expected) => {
  expect(withoutAddresses(text, ["sesame", ""])).toBe(expected);
});

test.each([
  'invalid parameter "query": 1:13: parse error: unexpected <by>',
  'found duplicate series for the match group {job="a"} on the right hand-side of the operation: [{a="1"}, {a="2"}]',
  "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
  "rate(http_requests_total[5m:1m]) at 12:30:45",
  "query processing would load too many samples into memory in query execution",
])("%j stays as it is", (text) => {
  expect(withoutAddresses(text)).toBe(text);
});

test("hostile length: cut, and quick", () => {
  const started = performance.now();
  for (const text of ["a.".repeat(100_000), "1:".repeat(100_000), "[::".repeat(50_000), "bearer ".repeat(20_000)])
    expect(withoutAddresses(text).length).toBeLessThanOrEqual(501);
  expect(performance.now() - started).toBeLessThan(250);
});
