import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, longest first: begun last, one of these alone would keep everybody waiting. */
const LONG = [
  ...["commands", "portal-killed", "ledger-processes", "prometheus-killed", "inbox-killed", "dead-watchdog"],
  ...["authentication", "phi-canaries", "postgres-killed", "ledger-anchors", "inbox", "ledger-archive"],
  ...["episode-histories", "authorisation-matrix", "silences", "append-nth-call", "ledger-retention", "acknowledge"],
  ...["exporters", "fluent-bit"],
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((name) => moduleId.includes(`/${name}.test.`));
  return place < 0 ? LONG.length : place;
};

/** A clean checkout knows no times of earlier runs, by which the runner would order the files itself. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
