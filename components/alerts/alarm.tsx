"use client";

import { lazy, Suspense } from "react";
import { useAlarmSettings } from "./alarm-settings";

// Most browsers never ask for it.
const AlarmWatch = lazy(() => import("./alarm-watch"));

/** On every page: tells of critical alerts without an owner, in browsers that asked for it. */
export function Alarm() {
  const settings = useAlarmSettings();
  if (!settings.notify && !settings.sound) return null;
  return (
    <Suspense>
      <AlarmWatch settings={settings} />
    </Suspense>
  );
}
