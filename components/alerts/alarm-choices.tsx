"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useAlarmSettings, writeAlarmSettings } from "./alarm-settings";
import { playAlarm } from "./play-alarm";
import { showNotification } from "./show-notification";

const DENIED = "This browser blocks notifications for the portal: allow them in its settings for this site.";
const UNSHOWN = "This browser shows no notifications of pages, as most on phones: use the sound.";
const ABSENT = "This browser has no notifications for pages.";
const MUTE = "The browser plays no sound before something was pressed on the page; after a reload press anything once.";
const TEST = [{ id: "test", alertname: "Test" }];

/** The alarm of this browser: asked for here, tried out here, and said when the browser does not play along. */
export function AlarmChoices() {
  const settings = useAlarmSettings();
  const [problem, setProblem] = useState<string | null>(null);

  async function setNotify(notify: boolean) {
    setProblem(null);
    if (notify && typeof Notification === "undefined") return setProblem(ABSENT);
    if (notify && (await Notification.requestPermission()) !== "granted") return setProblem(DENIED);
    // Shown at once, for some browsers ask for permission and then show none.
    if (notify && !showNotification(TEST)) return setProblem(UNSHOWN);
    writeAlarmSettings({ ...settings, notify });
  }
  async function tryOut() {
    const shown = !settings.notify || showNotification(TEST);
    const heard = !settings.sound || (await playAlarm());
    setProblem([shown ? null : blocked ? DENIED : UNSHOWN, heard ? null : MUTE].filter(Boolean).join(" ") || null);
  }
  const blocked = settings.notify && typeof Notification !== "undefined" && Notification.permission !== "granted";
  return (
    <fieldset className="al-alarm">
      <legend>Critical alerts without an owner, in this browser</legend>
      <label className="check">
        <input type="checkbox" checked={settings.notify} onChange={(event) => void setNotify(event.target.checked)} />{" "}
        Notification
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.sound}
          onChange={(event) => {
            setProblem(null);
            writeAlarmSettings({ ...settings, sound: event.target.checked });
          }}
        />{" "}
        Sound
      </label>
      {(settings.notify || settings.sound) && (
        <Button size="small" onClick={() => void tryOut()}>
          Try it
        </Button>
      )}
      <p className="field-error" role="alert">
        {problem ?? (blocked ? DENIED : null)}
      </p>
      <p className="hint">While a tab of the portal is open; a hidden one looks about once a minute.</p>
    </fieldset>
  );
}
