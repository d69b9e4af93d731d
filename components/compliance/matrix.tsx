import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import type { Cell, MonthView } from "@/lib/compliance/month-view";
import { ScrollToDay } from "./scroll-to-day";
import { StatusShape, statusWord } from "./status-mark";

/** Checks × days of a month. The days that have run lead to what was found. */
export function Matrix({ view, selected }: { view: MonthView; selected?: string }) {
  return (
    <>
      <ScrollToDay day={selected}>
        <table className="mx">
          <caption className="vh">Checks by day, {view.month}, UTC</caption>
          <thead>
            <tr>
              <th scope="col">Check</th>
              {view.days.map(({ day, version }) => (
                <th
                  key={day}
                  scope="col"
                  data-day={day}
                  className={classNames(isWeekend(day) && "weekend", day === selected && "sel")}
                >
                  {version > 0 ? (
                    <Link href={`/compliance?month=${view.month}&day=${day}`} prefetch={false} aria-label={day}>
                      {dayNumber(day)}
                    </Link>
                  ) : (
                    dayNumber(day)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.checks.map(({ id, title, cells }) => (
              <tr key={id}>
                <th scope="row">
                  <span className="muted">{id}</span> {title}
                </th>
                {cells.map((cell, index) => (
                  <MatrixCell key={view.days[index]?.day} cell={cell} selected={view.days[index]?.day === selected} />
                ))}
              </tr>
            ))}
            <tr className="roll-up">
              <th scope="row">Day, rolled up</th>
              {view.days.map(({ day, status }) => (
                <MatrixCell key={day} cell={status} selected={day === selected} />
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollToDay>
      <Legend />
    </>
  );
}

function MatrixCell({ cell, selected }: { cell: Cell; selected: boolean }) {
  return (
    <td className={classNames("x", cell, selected && "sel")} title={statusWord(cell)}>
      <StatusShape status={cell} />
      <span className="vh">{statusWord(cell)}</span>
    </td>
  );
}

const LEGEND: [Cell, string][] = [
  ["pass", "pass"],
  ["fail", "fail"],
  ["unknown", "unknown, never counted as verified"],
  ["not_run", "not run, counts as unknown"],
  ["not_applicable", "not applicable"],
  ["not_due", "not over yet"],
];

function Legend() {
  return (
    <ul className="mx-legend" aria-label="Legend">
      {LEGEND.map(([status, words]) => (
        <li key={status}>
          <StatusShape status={status} /> {words}
        </li>
      ))}
    </ul>
  );
}

function dayNumber(day: string): number {
  return Number(day.slice(8));
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
