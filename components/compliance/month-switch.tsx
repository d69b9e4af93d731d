import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { shiftMonth } from "@/lib/compliance/month";
import { monthName } from "@/lib/compliance/report/wording";

/** One month back, one forward; never beyond the current one. */
export function MonthSwitch({ month, current }: { month: string; current: string }) {
  const before = shiftMonth(month, -1);
  const after = shiftMonth(month, 1);
  return (
    <div className="join">
      <ButtonLink square href={`/compliance?month=${before}`} aria-label={monthName(before)}>
        <Icon name="chevron-left" />
      </ButtonLink>
      <span className="btn month-name">{monthName(month)}</span>
      {after > current ? (
        <Button square disabled aria-label={monthName(after)}>
          <Icon name="chevron-right" />
        </Button>
      ) : (
        <ButtonLink square href={`/compliance?month=${after}`} aria-label={monthName(after)}>
          <Icon name="chevron-right" />
        </ButtonLink>
      )}
    </div>
  );
}
