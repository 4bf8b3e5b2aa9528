// Letters, digits, dot, dash and underscore in parts joined by `/`; no part begins with a dot, so nothing climbs or hides.
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const PREFIX = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?$/;
const LONGEST = 512;
const LONGEST_PART = 200;

const tooLong = (text: string): boolean =>
  text.length > LONGEST || text.split('/').some((part) => part.length > LONGEST_PART);

/** The name itself stays out of the message: it may be somebody's, and it may come from outside. */
export const checkName = (name: string): void => {
  if (!NAME.test(name) || tooLong(name)) throw new RangeError('a file name that is no plain path');
};

export const checkPrefix = (prefix: string): void => {
  if (!PREFIX.test(prefix) || tooLong(prefix)) throw new RangeError('a file prefix that is no plain path');
};
