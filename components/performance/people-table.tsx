import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { TableScroll } from "@/components/ui/table-scroll";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { PeoplePerformance } from "@/lib/alerts/performance/people-view";
import { MIN_SAMPLES } from "@/lib/alerts/performance/performance-view";
import { formatInstant } from "@/lib/time/format-time";
import { durationText } from "./duration-words";

/** What each person did, by name: no ranking. */
export function PeopleTable({ view: { from, to, zone, people, asOf } }: { view: PeoplePerformance }) {
  const at = (iso: string) => formatInstant(Date.parse(iso), zone, "full");
  return (
    <>
      <Banner tone="info" title="That you read this is in the audit ledger.">
        These figures depend on shifts, on luck and on what fired. They are for help and for rotas, not for ranking.
      </Banner>
      <Panel
        title="People"
        subtitle="by name"
        flush
        footer={
          <TrustStrip
            items={[
              `${at(from)} to ${at(to)}`,
              "deeds from the audit ledger, times from episodes",
              `as of ${at(asOf)}`,
            ]}
          />
        }
      >
        {people.length === 0 ? (
          <EmptyState title="Nobody acknowledged an alert in this period" />
        ) : (
          <TableScroll label="People">
            <table className="compact cards">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col" className="num">
                    Acknowledged
                  </th>
                  <th scope="col" className="num">
                    Taken over
                  </th>
                  <th scope="col" className="num">
                    First owner of
                  </th>
                  <th scope="col" className="num">
                    Median time to acknowledge
                  </th>
                </tr>
              </thead>
              <tbody>
                {people.map(({ id, name, acknowledged, takenOver, firsts, medianToAcknowledge }) => (
                  <tr key={id}>
                    <td className="wrap-anywhere">{name || id}</td>
                    <td className="num" data-title="Acknowledged">
                      {acknowledged}
                    </td>
                    <td className="num" data-title="Taken over">
                      {takenOver}
                    </td>
                    <td className="num" data-title="First owner of">
                      {firsts}
                    </td>
                    <td className="num" data-title="Median to ack">
                      {medianToAcknowledge === null ? (
                        <span className="muted">{firsts === 0 ? "none" : "too few to say"}</span>
                      ) : (
                        durationText(medianToAcknowledge)
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </Panel>
      <p className="hint">
        Acknowledged and taken over: how often in the period. First owner of: alerts opened in the period that this
        person was the first to acknowledge; the median is over those, from the portal's opening, and is not shown for
        fewer than {MIN_SAMPLES}.
      </p>
    </>
  );
}
