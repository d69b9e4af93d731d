import { expect, test } from "vitest";
import { withZone } from "./with-zone";

test.each([
  ["/alerts", "UTC", "/alerts"],
  ["/alerts", "Europe/Berlin", "/alerts?zone=Europe%2FBerlin"],
  ["/silences/new?matcher=a%3Db", "Etc/GMT+2", "/silences/new?matcher=a%3Db&zone=Etc%2FGMT%2B2"],
  ["/alerts/performance?zone=Asia%2FKolkata", "Europe/Berlin", "/alerts/performance?zone=Asia%2FKolkata"],
])("%s from a page in %s is %s", (href, zone, expected) => {
  expect(withZone(href, zone)).toBe(expected);
});
