"use client";

import { useSyncExternalStore } from "react";

/** How this browser tells of critical alerts without an owner; neither, unless somebody asked for it here. */
export interface AlarmSettings {
  notify: boolean;
  sound: boolean;
}

const KEY = "portal-alarm";
const CHANGED = "portal-alarm-changed";
const OFF: AlarmSettings = { notify: false, sound: false };
let known: { text: string | null; settings: AlarmSettings } = { text: null, settings: OFF };

export function useAlarmSettings(): AlarmSettings {
  return useSyncExternalStore(subscribe, readAlarmSettings, () => OFF);
}

/** False when the browser keeps nothing: the setting is then gone with the page. */
export function writeAlarmSettings(settings: AlarmSettings): boolean {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  } finally {
    window.dispatchEvent(new Event(CHANGED));
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

function readAlarmSettings(): AlarmSettings {
  const text = stored();
  if (text !== known.text) known = { text, settings: parse(text) };
  return known.settings;
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function parse(text: string | null): AlarmSettings {
  try {
    const { notify, sound } = JSON.parse(text ?? "{}") as Partial<AlarmSettings>;
    return { notify: notify === true, sound: sound === true };
  } catch {
    return OFF;
  }
}
