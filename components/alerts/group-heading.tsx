import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { ListSection } from "./list-layout";

export const COLUMNS = 8;

interface GroupHeadingProps {
  section: ListSection;
  title: string;
  burning: boolean;
  /** Said where the groups do not say it themselves. */
  tellUnowned: boolean;
  /** Of its rows, how many are selected; null: nothing can be selected. */
  selected: number | null;
  onFold: () => void;
  onSelect: () => void;
}

/** The line above a group: folds it away, selects all of it. */
export function GroupHeading(props: GroupHeadingProps) {
  const { section, title, burning, tellUnowned, selected, onFold, onSelect } = props;
  const { group, open, at } = section;
  return (
    <tr className={classNames("al-group", burning && "al-burning")} data-place={at}>
      <th colSpan={COLUMNS} scope="rowgroup">
        <div className="al-group-line">
          {selected === null ? (
            <span className="al-pick" />
          ) : (
            <label className="al-pick">
              <input
                type="checkbox"
                checked={selected > 0 && selected >= group.unowned}
                ref={(box) => {
                  if (box) box.indeterminate = selected > 0 && selected < group.unowned;
                }}
                onChange={onSelect}
                aria-label={`Select all in ${title}`}
              />
            </label>
          )}
          <button type="button" aria-expanded={open} onClick={onFold}>
            <Icon name={open ? "chevron-down" : "chevron-right"} />
            <b>{title}</b>
            <span>{group.count.toLocaleString("en-GB")}</span>
            {tellUnowned && group.unowned > 0 && <span className="t-fail">{group.unowned} without an owner</span>}
          </button>
        </div>
      </th>
    </tr>
  );
}
