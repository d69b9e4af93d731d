/** Of one list of alerts: a storm of ten thousand has twelve mebibytes, and is when the polls are needed. */
export const MAX_ALERTS_BYTES = 64 * 1024 * 1024;
