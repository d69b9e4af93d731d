/** Fills that charts refer to by id; rendered once on a page with charts. */
export function ChartPatterns() {
  return (
    <svg className="vh" width="0" height="0" aria-hidden="true">
      <defs>
        <Hatch id="chart-hatch" size={6} className="hatch" />
        <Hatch id="chart-hatch-dense" size={4} className="hatch-strong" />
        <Hatch id="chart-hatch-unknown" size={4} className="hatch-unknown" />
      </defs>
    </svg>
  );
}

function Hatch({ id, size, className }: { id: string; size: number; className: string }) {
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line className={className} x1="0.5" x2="0.5" y1="0" y2={size} />
    </pattern>
  );
}
