import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from '#ports';

export const cryptoIds: Ids = {
  next: () => randomBytes(16).toString('hex'),
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
};
