/** The fragment of an address that lost a parameter, as it could name a person. No history or log keeps more of it. */
export const LEFT_OUT_MARK = "#left-out";
