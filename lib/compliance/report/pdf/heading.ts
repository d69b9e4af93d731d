import "server-only";
import { INK, PAGE, type Sheet } from "./sheet";

/** A numbered section: heading, and one line on what the numbers are. `room`: points it must share a page with. */
export function drawHeading(sheet: Sheet, title: string, explanation: string, room = 90): void {
  sheet.need(room);
  sheet.beginSection();
  const y = sheet.doc.y;
  sheet.tag("H2", () => sheet.text(title, PAGE.left, y, { face: "bold", size: 13 }));
  const below = y + 19;
  const style = { size: 8.5, color: INK.quiet, width: sheet.width, lineGap: 1 };
  sheet.tag("P", () => sheet.text(explanation, PAGE.left, below, style));
  sheet.doc.y = below + sheet.heightOf(explanation, style) + 9;
}
