const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/** Source of a pattern for a full calendar date as people write it; use it without regard to case. */
export const dateSource = [
  String.raw`(?:1[89]|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])`,
  String.raw`(?:[12]\d|3[01]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])[-/.](?:(?:1[89]|20)\d\d|\d\d)`,
  String.raw`(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`,
  String.raw`(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?[ -]${MONTH}\.?[ ,-]{1,2}(?:1[89]|20)\d\d`,
  String.raw`${MONTH}\.?[ -](?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?,?[ -](?:1[89]|20)\d\d`,
].join("|");
