import { daySchema } from "./day";
import { monthSchema } from "./month";

type Asked = string | string[] | undefined;

/** What in the address of the compliance page could not be followed, beside the month that is shown; null when all. */
export function addressProblem(asked: { month?: Asked; day?: Asked }, shown: string, today: string): string | null {
  return monthProblem(asked.month, today) ?? dayProblem(asked.day, shown, today);
}

function monthProblem(asked: Asked, today: string): string | null {
  if (asked === undefined) return null;
  const month = monthSchema.safeParse(asked);
  if (!month.success) return `“${quoted(asked)}” is not a month: write it as YYYY-MM.`;
  return month.data > today.slice(0, 7) ? `${month.data} is in the future.` : null;
}

function dayProblem(asked: Asked, shown: string, today: string): string | null {
  if (asked === undefined) return null;
  const day = daySchema.safeParse(asked);
  if (!day.success) return `“${quoted(asked)}” is not a day: write it as YYYY-MM-DD.`;
  if (day.data > today) return `${day.data} is in the future.`;
  return day.data.startsWith(shown) ? null : `${day.data} is not a day of ${shown}.`;
}

/** Somebody else's text: kept short enough for a line. */
function quoted(asked: string | string[]): string {
  const text = String(asked);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
