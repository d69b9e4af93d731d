import { episodeIdSchema } from "@/lib/alerts/acknowledge-input";
import { addNote } from "@/lib/alerts/add-note";
import { noteInputSchema } from "@/lib/alerts/note-input";
import { defineRoute } from "@/lib/http/define-route";
import { idempotencyKey } from "@/lib/http/precondition";

/** Puts a note into the alert's timeline. */
export const POST = defineRoute({
  route: "/api/alerts/[episodeId]/notes",
  access: "alert:acknowledge",
  params: episodeIdSchema,
  body: noteInputSchema,
  handler: ({ ctx, params, body, request }) =>
    addNote(ctx, { ...params, ...body, idempotencyKey: idempotencyKey(request) }),
});
