"use client";

import Link from "next/link";
import { usePageZone } from "@/components/shell/use-page-zone";
import { Banner } from "@/components/ui/banner";
import { Panel } from "@/components/ui/panel";
import { matcherText } from "@/lib/matchers/matcher-text";
import type { SilenceList } from "@/lib/silences/silence-view";
import { formatInstant } from "@/lib/time/format-time";
import { withZone } from "@/lib/time/with-zone";

const SOON_MS = 12 * 3_600_000;

/** Silences that end in the next shift: what they hold back comes back by itself. */
export function SilenceEndings({ list }: { list: SilenceList }) {
  const zone = usePageZone();
  const now = Date.parse(list.asOf);
  const ending = list.silences.filter(({ state, endsAt }) => state === "active" && Date.parse(endsAt) - now < SOON_MS);
  return (
    <Panel title="Silences that end within 12 hours" subtitle={`${ending.length}`} flush={ending.length > 0}>
      {list.sources.silent.map(({ name }) => (
        <Banner key={name} tone="unknown" title={`${name} did not answer.`}>
          Its silences are not known.
        </Banner>
      ))}
      {ending.length === 0 && <p className="ink2">{list.sources.silent.length > 0 ? "None is known." : "None."}</p>}
      {ending.length > 0 && (
        <div className="tw">
          <table className="cards ho">
            <thead>
              <tr>
                <th scope="col">Silence</th>
                <th scope="col">Ends</th>
                <th scope="col" className="num">
                  Holds back
                </th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {ending.map((silence) => (
                <tr key={silence.id}>
                  <td className="ar-name ho-name">
                    <Link href={withZone(`/silences/${silence.id}`, zone)} prefetch={false}>
                      {silence.matchers.map(matcherText).join(", ")}
                    </Link>
                    <p className="ink2">{silence.reason}</p>
                  </td>
                  <td data-title="Ends">{formatInstant(Date.parse(silence.endsAt), zone, "short")}</td>
                  <td className="num" data-title="Holds back">
                    {silence.heldBack?.count ?? "not known"}
                  </td>
                  <td data-title="By">{silence.author}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
