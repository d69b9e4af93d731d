"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { AlarmSettings } from "./alarm-settings";
import { type AlarmMemory, alarmsDue } from "./alarms-due";
import { alertListQuery } from "./alert-queries";
import { playAlarm } from "./play-alarm";
import { showNotification } from "./show-notification";

const MEMORY = "portal-alarm-told";
const LOCK = "portal-alarm";
const POLL_MS = 15_000;

/** Reads also while the tab is hidden, and rings in one tab of the browser only. */
export default function AlarmWatch({ settings }: { settings: AlarmSettings }) {
  const leading = useLeadership();
  const { data } = useQuery({
    ...alertListQuery("state=open&severity=critical&limit=200"),
    enabled: leading,
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: true,
  });
  useEffect(() => {
    if (leading && data) ring(data.episodes, settings);
  }, [leading, data, settings]);
  return null;
}

function ring(open: readonly EpisodeView[], { notify, sound }: AlarmSettings): void {
  const { due, memory } = alarmsDue(remembered(), open);
  remember(memory);
  if (due.length === 0) return;
  if (notify) showNotification(due);
  if (sound) void playAlarm();
}

/** True in one tab; another takes over when that is closed. Without locks each tab rings. */
function useLeadership(): boolean {
  const [leading, setLeading] = useState(false);
  useEffect(() => {
    if (!navigator.locks) return setLeading(true);
    const left = new AbortController();
    let release = () => {};
    navigator.locks
      .request(LOCK, { signal: left.signal }, () => {
        setLeading(true);
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(() => undefined); // gave up waiting: the page was left
    return () => {
      left.abort();
      release();
    };
  }, []);
  return leading;
}

function remembered(): AlarmMemory {
  try {
    return JSON.parse(window.localStorage.getItem(MEMORY) ?? "{}") as AlarmMemory;
  } catch {
    return {};
  }
}

function remember(memory: AlarmMemory): void {
  try {
    window.localStorage.setItem(MEMORY, JSON.stringify(memory));
  } catch {
    // A browser that keeps nothing tells again after a reload, which is the safer side.
  }
}
