import { expect, test } from "vitest";
import { type SourceSigns, silenceOf } from "./source-silence";

const NOW = Date.UTC(2026, 10, 25, 12);
const ago = (minutes: number) => NOW - minutes * 60_000;
const ALIVE: SourceSigns = { webhook: ago(1), poll: ago(0.5), answeredPoll: ago(0.2), delivered: ago(1) };
const at = (signs: Partial<SourceSigns>) => silenceOf({ ...ALIVE, ...signs }, NOW);

test("with a Watchdog on both ways nothing is silent, nor with a late webhook, which Alertmanager repeats seldom", () => {
  expect(at({})).toEqual({ silent: null, since: null });
  expect(at({ webhook: ago(9.9) })).toEqual({ silent: null, since: null });
  expect(at({ webhook: null, delivered: null })).toEqual({ silent: null, since: null });
});

test("each way is judged by itself, and the one that died is named", () => {
  expect(at({ webhook: ago(10.1) })).toEqual({ silent: "webhook", since: ago(10.1) });
  expect(at({ poll: ago(4), answeredPoll: ago(3.5) })).toEqual({ silent: "polls", since: ago(3.5) });
  expect(at({ poll: ago(11), answeredPoll: null })).toEqual({ silent: "polls", since: ago(11) });
});

test("Prometheus is silent when Alertmanager answers and has no fresh Watchdog of it", () => {
  expect(at({ poll: ago(3) })).toEqual({ silent: "prometheus", since: ago(3) });
  expect(at({ poll: ago(20), webhook: ago(16), delivered: ago(2) })).toEqual({ silent: "prometheus", since: ago(20) });
});

test("Alertmanager is silent when it neither answers nor delivers", () => {
  const dead = { webhook: ago(12), poll: ago(12), answeredPoll: ago(11), delivered: ago(12) };
  expect(at(dead)).toEqual({ silent: "alertmanager", since: ago(11) });
  expect(at({ ...dead, answeredPoll: null, poll: null })).toEqual({ silent: "alertmanager", since: ago(12) });
});

test("where no Watchdog ever came nothing is known", () => {
  expect(at({ webhook: null, poll: null })).toEqual({ silent: "unwatched", since: null });
});
