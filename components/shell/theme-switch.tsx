"use client";

import { useState } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { THEME_COOKIE, THEMES, type Theme } from "./theme";

const FACES: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: "system", label: "Colours as the system has them" },
  light: { icon: "sun", label: "Light colours" },
  dark: { icon: "moon", label: "Dark colours" },
};
const YEAR_SECONDS = 365 * 86_400;

/** System, light or dark. Kept in a cookie, which the server reads before it draws the next page. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  function choose(next: Theme) {
    setTheme(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${THEME_COOKIE}=${next}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return (
    <fieldset className="theme-switch">
      <legend className="vh">Colours</legend>
      {THEMES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={theme === name}
          aria-label={FACES[name].label}
          title={FACES[name].label}
          onClick={() => choose(name)}
        >
          <Icon name={FACES[name].icon} />
        </button>
      ))}
    </fieldset>
  );
}
