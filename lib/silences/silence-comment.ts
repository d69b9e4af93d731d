const MARK = /\s?\[portal request ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]$/;

/** The reason with the request's mark: Alertmanager has no idempotency key, so the comment carries one. */
export function writeComment(reason: string, requestId: string): string {
  return `${reason} [portal request ${requestId}]`;
}

/** The reason without a mark, and the request it names. Anybody can copy a mark: it finds a silence, it proves nothing. */
export function readComment(comment: string): { reason: string; requestId: string | null } {
  const mark = MARK.exec(comment);
  return { reason: mark ? comment.slice(0, mark.index) : comment, requestId: mark?.[1] ?? null };
}
