export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Read by the server, so that the first paint has the right colours without a script. Holds nothing personal. */
export const THEME_COOKIE = "portal-theme";

export function parseTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? "system";
}
