"use client";

import { useEffect } from "react";
import { classNames } from "@/components/ui/class-names";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { acknowledgementLeft, openFor } from "@/lib/alerts/episode-words";
import type { Grouping } from "@/lib/alerts/list-order";
import { AlertRow } from "./alert-row";
import { COLUMNS, GroupHeading } from "./group-heading";
import { groupTitle } from "./group-title";
import { itemAt, type ListItem, type ListLayout, type ListSection } from "./list-layout";
import type { RowActions } from "./row-actions";
import { Spacer } from "./spacer";
import type { ItemWindow } from "./use-item-window";

interface AlertTableProps {
  layout: ListLayout;
  view: ItemWindow;
  rowAt: (row: number) => EpisodeView | null;
  /** Tells which rows are on the screen. */
  onLook: (first: number, last: number) => void;
  grouping: Grouping;
  total: number;
  /** Epoch ms that ages are counted to. */
  now: number;
  compact: boolean;
  zone: string;
  selected: ReadonlyMap<string, unknown>;
  actions?: RowActions | undefined;
  selectedIn: (section: ListSection) => number;
  onFold: (key: string) => void;
  onSelectGroup: (section: ListSection) => void;
}

/** The groups with their rows, in the server's order; of a long list only what is near the screen. */
export function AlertTable(props: AlertTableProps) {
  const { layout, view, compact, total, selected, onLook } = props;
  const { shown } = view;
  const items: (ListItem & { place: number })[] = [];
  for (let place = shown.from; place < shown.to; place++) {
    const item = itemAt(layout, place);
    if (item) items.push({ ...item, place });
  }
  const rows = items.flatMap(({ row }) => (row === null ? [] : [row]));
  const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
  useEffect(() => onLook(first, last), [onLook, first, last]);
  return (
    <div className="tw al-scroll">
      <table
        className={classNames("ar al", compact && "al-compact", selected.size > 0 && "al-choosing")}
        ref={view.table}
        aria-rowcount={total + 1}
      >
        <thead hidden={total === 0}>
          <tr aria-rowindex={1}>
            <th scope="col" className="al-select">
              <span className="vh">Select</span>
            </th>
            <th scope="col">Severity</th>
            <th scope="col">Alert</th>
            <th scope="col" className="hide-m al-team">
              Team
            </th>
            <th scope="col" className="num">
              Open for
            </th>
            <th scope="col">Owner or state</th>
            <th scope="col" className="al-note">
              Note
            </th>
            <th scope="col" className="al-action">
              <span className="vh">Action</span>
            </th>
          </tr>
        </thead>
        <Spacer height={shown.before} />
        {layout.sections
          .filter((section) => items.some((item) => item.section === section))
          .map((section) => (
            <tbody key={section.group.key}>
              {items
                .filter((item) => item.section === section)
                .map(({ place, row }) => (row === null ? heading(props, section) : line(props, section, place, row)))}
            </tbody>
          ))}
        <Spacer height={shown.after} />
      </table>
    </div>
  );
}

function heading({ grouping, actions, selectedIn, onFold, onSelectGroup }: AlertTableProps, section: ListSection) {
  const { key, unowned } = section.group;
  return (
    <GroupHeading
      key={`group ${key}`}
      section={section}
      title={groupTitle(grouping, key)}
      burning={isBurning(grouping, key)}
      tellUnowned={grouping !== "need"}
      selected={actions && unowned > 0 ? selectedIn(section) : null}
      onFold={() => onFold(key)}
      onSelect={() => onSelectGroup(section)}
    />
  );
}

function line(props: AlertTableProps, { group }: ListSection, place: number, row: number) {
  const { rowAt, now, zone, selected, actions, grouping } = props;
  const episode = rowAt(row);
  if (!episode)
    return (
      <tr key={`row ${row}`} className="al-waiting" data-place={place} aria-rowindex={row + 2}>
        <td colSpan={COLUMNS}>
          <div className="skeleton" />
        </td>
      </tr>
    );
  return (
    <AlertRow
      key={episode.id}
      episode={episode}
      place={place}
      row={row}
      age={openFor(episode, now)}
      left={acknowledgementLeft(episode, now)}
      burning={isBurning(grouping, group.key)}
      selected={selected.has(episode.id)}
      zone={zone}
      actions={actions}
    />
  );
}

function isBurning(grouping: Grouping, key: string): boolean {
  return grouping === "need" && key === "critical-unowned";
}
