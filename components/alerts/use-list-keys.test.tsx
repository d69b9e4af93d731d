// @vitest-environment happy-dom

import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { layoutOf } from "./list-layout";
import { useListKeys } from "./use-list-keys";

afterEach(cleanup);

/** A list of one group: its heading is place 0, and its rows follow. */
function List({ names, onAcknowledge }: { names: readonly string[]; onAcknowledge: (row: number | null) => void }) {
  useListKeys({
    layout: layoutOf([{ key: "critical-unowned", count: names.length, unowned: names.length }], () => true),
    focus: (place) => document.querySelector<HTMLElement>(`tr[data-place="${place}"] a`)?.focus(),
    onAcknowledge,
    onSelect: () => undefined,
    onClear: () => false,
    onHelp: () => undefined,
  });
  return (
    <table>
      <tbody>
        {names.map((name, row) => (
          <tr key={name} data-episode={name} data-place={row + 1} data-row={row}>
            <td>
              <a href={`#${name}`}>{name}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => document.activeElement?.textContent;

test("what moves up into the place of an alert that was taken is next, not passed over", () => {
  const rows: (number | null)[] = [];
  const list = (names: readonly string[]) => <List names={names} onAcknowledge={(row) => rows.push(row)} />;
  const { rerender } = render(list(["one", "two", "three", "four"]));
  press("j");
  press("j");
  press("a");
  expect(focused()).toBe("two");
  rerender(list(["one", "three", "four"]));
  expect(document.activeElement).toBe(document.body);
  press("j");
  expect(focused()).toBe("three");
  press("a");
  expect(rows).toEqual([1, 1]);
  rerender(list(["one", "four"]));
  press("k");
  expect(focused()).toBe("one");
});

test("a row that only lost the focus is where the next step begins", () => {
  render(<List names={["one", "two", "three"]} onAcknowledge={() => undefined} />);
  press("j");
  (document.activeElement as HTMLElement).blur();
  press("j");
  expect(focused()).toBe("two");
});
