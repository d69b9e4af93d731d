import { SignOutButton } from "./sign-out-button";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";

export interface Who {
  name: string;
  roleName: string;
  /** "production", "demo": said beside the role, so that nobody mistakes one for the other. */
  environment: string;
}

/** Who is signed in, in which role and where; colours and sign-out. */
export function WhoAmI({ who, theme }: { who: Who; theme: Theme }) {
  return (
    <div className="who">
      <b>{who.name}</b>
      {who.roleName} · {who.environment}
      <div className="who-actions">
        <SignOutButton />
        <ThemeSwitch initial={theme} />
      </div>
    </div>
  );
}
