/** With a region's name: "sns.s3.amazonaws.com" is a bucket that somebody has called sns. */
const HOST = /^sns\.[a-z]{2,4}(-[a-z]{1,20}){1,3}-\d{1,2}\.amazonaws\.com(\.cn)?$/;
const MAX_LENGTH = 2_000;

/** The address when it is one of SNS itself: https, its host, no credentials, default port. Null for all else. Pure. */
export function snsAddress(text: string): URL | null {
  if (text.length > MAX_LENGTH || !/^https:\/\/[^\s\\]+$/.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  // `host` has a port only when it is not 443; a port that is written down is refused as well.
  const plain = !url.username && !url.password && !/^https:\/\/[^/]*[:@]/.test(text);
  return plain && HOST.test(url.host) ? url : null;
}
