import type { Handover } from "@/lib/alerts/handover-view";

/** How much each person has: what changes hands. */
export function HandoverHolders({ holders }: { holders: Handover["holders"] }) {
  if (holders.length === 0) return <p className="ink2">Nobody has an alert.</p>;
  return (
    <div className="tw">
      <table className="cards ho">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col" className="num">
              Alerts
            </th>
            <th scope="col" className="num">
              Critical
            </th>
          </tr>
        </thead>
        <tbody>
          {holders.map(({ name, count, critical }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className="num" data-title="Alerts">
                {count}
              </td>
              <td className="num" data-title="Critical">
                {critical}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
