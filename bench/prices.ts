import * as z from 'zod/mini';
import list from './prices.json' with { type: 'json' };

const dollars = z.number().check(z.positive());

const Prices = z.strictObject({
  readOn: z.string().check(z.regex(/^\d{4}-\d{2}$/)),
  region: z.string(),
  currency: z.literal('USD'),
  /** Where each was read. */
  sources: z.record(z.string(), z.url()),
  stepFunctions: z.strictObject({ perMillionTransitions: dollars }),
  /** On arm64. */
  lambda: z.strictObject({ perMillionInvocations: dollars, perGigabyteSecond: dollars }),
  dynamoDb: z.strictObject({ perMillionWriteUnits: dollars, perMillionReadUnits: dollars }),
  /** "Essentials" is what accounts made since July 2026 have unless they choose NONE. */
  ses: z.strictObject({ perThousandOnPlanNone: dollars, perThousandOnEssentials: dollars }),
  scheduler: z.strictObject({ perMillion: dollars, freeMillionsAMonth: z.number() }),
  /** What a thing costs a month by standing there. */
  monthly: z.strictObject({
    kmsKey: dollars,
    alarmMetric: dollars,
    webAcl: dollars,
    webAclRule: dollars,
    secret: dollars,
  }),
});
export type Prices = z.infer<typeof Prices>;

/** The list that every figure in dollars is made with; throws at a price that is missing or no price. */
export const readPrices = (from: unknown = list): Prices => Prices.parse(from);
