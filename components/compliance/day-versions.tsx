import { ButtonLink } from "@/components/ui/button-link";

const SHOWN = 6;

/** The runs of a day; each is kept as it was. */
export function DayVersions({ day, shown, versions }: { day: string; shown: number; versions: number }) {
  const newest = Array.from({ length: Math.min(versions, SHOWN) }, (_, index) => versions - index).reverse();
  return (
    <nav className="join" aria-label="Versions">
      {newest.map((version) => (
        <ButtonLink
          key={version}
          href={`/compliance/days/${day}?version=${version}`}
          aria-current={version === shown ? "page" : undefined}
        >
          Version {version}
        </ButtonLink>
      ))}
    </nav>
  );
}
