import { describe, expect, it } from 'vitest';
import { catalogue, type Need, routesOf } from '#catalogue';
import type { Accepted, Made } from './synthesised.ts';

const standingOn = (need: Need): number => catalogue.filter(({ needs }) => needs.includes(need)).length;

/** Every finding of cdk-nag that stays, by rule: where, and why. A finding that is not here fails the synthesis. */
const EXPECTED: { readonly [rule: string]: { readonly where: RegExp; readonly why: RegExp; readonly times: number } } =
  {
    APIG4: {
      where: /^Gate\/Api\/ANY--/,
      why: /checked in the handler|wants a session/,
      times: catalogue.flatMap(routesOf).length,
    },
    COG1: { where: /^Accounts\/Pool$/, why: /Fourteen characters and more, and a second factor/, times: 1 },
    CFR1: { where: /^Front\//, why: /no country is shut out/, times: 1 },
    CFR3: { where: /^Front\//, why: /a path may hold a link's token/, times: 1 },
    SMG4: { where: /^FrontKeys\/Key[12]$/, why: /both ends must change together/, times: 2 },
    SQS3: { where: /^DeadLetters\/SES-to-queue$/, why: /is a dead-letter queue itself/, times: 1 },
    'IAM5[Resource::*]': {
      where: /^(?:Functions\/[\w-]+|Workflow)\/Role$/,
      why: /know no resource/,
      times: catalogue.length + 1,
    },
    'IAM5[Resource::<Files>/*]': {
      where: /^Functions\/(?:console(?:-\w+)?|ask|remind|assemble|deliver|confirm|digest|yearly)\/Role$/,
      why: /to read/,
      times: standingOn('files'),
    },
    'IAM5[Resource::<Files>/rosters/*]': {
      where: /console-(?:launch|roster|import)/,
      why: /one folder/,
      times: standingOn('rosters'),
    },
    'IAM5[Resource::<Files>/cycles/*]': {
      where: /console-(?:launch|roster|import)|yearly/,
      why: /one folder/,
      times: standingOn('rosters') + standingOn('snapshots'),
    },
    'IAM5[Resource::<Files>/checked/*]': {
      where: /console-(?:launch|roster|import)/,
      why: /one folder/,
      times: standingOn('rosters'),
    },
    'IAM5[Resource::<Files>/audit/*]': { where: /digest/, why: /one folder/, times: 1 },
    'IAM5[Resource::<Files>/exports/*]': { where: /-files/, why: /one folder/, times: standingOn('exports') },
    'IAM5[Resource::execution:*]': {
      where: /^Functions\/(?:console-cycle|console-launch|watch|yearly)\/Role$/,
      why: /named for its cycle and generation/,
      times: standingOn('workflow'),
    },
  };

const ruleOf = ({ rule }: Accepted): string =>
  rule
    .replace(/^.*AwsSolutions-/, '')
    .replace(/<StoreFiles\w+\.Arn>/, '<Files>')
    .replace(/arn:aws:states:[^\]]*:execution:exchange-\w+:\*/, 'execution:*');

export const accepted = (made: () => Made) => {
  describe('findings of cdk-nag that stay', () => {
    it.each(Object.entries(EXPECTED))('%s', (rule, { where, why, times }) => {
      const found = made().own.accepted.filter((one) => ruleOf(one) === rule);
      expect(found).toHaveLength(times);
      for (const one of found) {
        expect(one.where).toMatch(where);
        expect(one.reason).toMatch(why);
      }
    });
    it('are no others', () => {
      const all = [...made().own.accepted, ...made().guard.accepted, ...made().sample.accepted];
      expect(all.map(ruleOf).filter((rule) => !Object.hasOwn(EXPECTED, rule))).toEqual([]);
    });
  });
};
