import { beforeAll, describe } from 'vitest';
import { accepted } from './accepted.ts';
import { fronted } from './fronted.ts';
import { grants } from './grants.ts';
import { parts } from './parts.ts';
import { type Made, synthesised } from './synthesised.ts';
import { watched } from './watched.ts';
import { writers } from './writers.ts';

/** The templates are made once; a finding of cdk-nag or of CloudFormation's own rules ends it here. */
let made: Made;
beforeAll(async () => {
  made = await synthesised();
}, 180_000);

describe('the exchange on AWS', () => {
  grants(() => made);
  writers(() => made);
  parts(() => made);
  fronted(() => made);
  watched(() => made);
  accepted(() => made);
});
