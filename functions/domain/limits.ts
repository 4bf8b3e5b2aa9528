/** Characters of a reason that somebody gives: for excusing, for sending back. What is longer is refused, never cut. */
export const REASON_LIMIT = 2_000;
/** Characters of a name that somebody gives for what they do. */
export const NAME_LIMIT = 200;
