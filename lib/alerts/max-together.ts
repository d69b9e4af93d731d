/** Episodes that one request may acknowledge. */
export const MAX_TOGETHER = 200;
