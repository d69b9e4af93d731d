import type { EpisodeView } from "@/lib/alerts/episode-view";

const MOST_NAMES = 5;

/**
 * Severity and name, nothing else: a locked screen shows it to anybody. False when the browser does not show it.
 * The tag lets a second window replace it instead of repeating it.
 */
export function showNotification(due: readonly Pick<EpisodeView, "id" | "alertname">[]): boolean {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return false;
  const [first] = due;
  if (!first) return true;
  const title = due.length === 1 ? "Critical alert without an owner" : `${due.length} critical alerts without an owner`;
  const names = due.slice(0, MOST_NAMES).map(({ alertname }) => alertname);
  try {
    const shown = new Notification(title, { body: names.join(", "), tag: first.id });
    shown.onclick = () => {
      window.focus();
      window.location.assign(due.length === 1 ? `/alerts/${first.id}` : "/alerts");
    };
    return true;
  } catch {
    return false; // some phones take notifications from a service worker only
  }
}
