/** So many are read at a glance: more would push the other causes off the screen. */
const SHOWN = 5;

/** What a finding is about, a line each; a long list is opened on demand. */
export function FindingItems({ items }: { items: readonly string[] }) {
  if (items.length === 0) return null;
  // One line more takes no more room than the words that would open it.
  const shown = items.length <= SHOWN + 1 ? items.length : SHOWN;
  return (
    <>
      <Lines items={items.slice(0, shown)} />
      {shown < items.length && (
        <details>
          <summary>{items.length - shown} more</summary>
          <Lines items={items.slice(shown)} />
        </details>
      )}
    </>
  );
}

function Lines({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
