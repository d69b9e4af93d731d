/** More lines than this cannot be told apart; the rest is listed elsewhere. */
export const MOST_LINES = 50;
