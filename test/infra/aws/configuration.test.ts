import { describe, expect, it } from 'vitest';
import { type Context, readConfiguration } from '#infra/configuration.ts';

const complete = {
  region: 'ap-southeast-1',
  legalBasis: { text: 'Decided by an authority that was invented.', date: '2026-01-01', number: '01-QĐ/TU' },
  from: 'Ban Tổ chức <nhanxet@province.example>',
  alarmsTo: ['operator@province.example'],
};
const read = (stage: object, more: Context = {}) =>
  readConfiguration({ stage: 'pilot', stages: { pilot: { ...complete, ...stage } }, ...more });

describe('the configuration of a stage', () => {
  it('is read with what was left out', () => {
    const leftOut = { sandboxMailboxes: [], mailIdentity: 'made', shareOfRate: 1, linkKeys: 1, frontKeys: 1 };
    expect(read({})).toEqual({ ...complete, stage: 'pilot', ...leftOut });
  });

  it.each([
    ['a legal basis', { legalBasis: undefined }, 'stages.pilot.legalBasis: is not recorded'],
    [
      'the document of it',
      { legalBasis: { ...complete.legalBasis, number: undefined } },
      'legalBasis.number: is the number',
    ],
    ['its date', { legalBasis: { ...complete.legalBasis, date: '1/1/2026' } }, 'legalBasis.date: is a day'],
    ['a date there was', { legalBasis: { ...complete.legalBasis, date: '2026-02-30' } }, 'legalBasis.date: is a day'],
    ['its text', { legalBasis: { ...complete.legalBasis, text: 'yes' } }, 'legalBasis.text: says in a sentence'],
    ['a region', { region: undefined }, 'stages.pilot.region: is not named'],
    ['a region there is', { region: 'ap-southeast-9' }, 'stages.pilot.region: is no region of AWS'],
    ['a region where its names hold', { region: 'cn-north-1' }, 'stages.pilot.region: is no region of AWS'],
    ['one of two ways to an identity', { mailIdentity: 'none' }, "stages.pilot.mailIdentity: is 'made' or 'there'"],
    ['a sender', { from: 'nobody' }, 'stages.pilot.from: is no name and mail address'],
    ['somebody who hears alarms', { alarmsTo: [] }, 'stages.pilot.alarmsTo: is nobody'],
    [
      'a certificate where CloudFront looks for it',
      { domain: { name: 'a.example', certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/x' } },
      'domain.certificate: is a certificate of us-east-1',
    ],
    ['a part of the rate', { shareOfRate: 0 }, 'stages.pilot.shareOfRate: is a part of the rate'],
    ['no more than the rate', { shareOfRate: 1.2 }, 'stages.pilot.shareOfRate: is a part of the rate'],
    ['a whole number of keys', { linkKeys: 0 }, 'stages.pilot.linkKeys'],
    ['nothing it does not know', { regoin: 'x' }, 'regoin'],
  ])('is refused without %s, which is named', (_, stage, said) => {
    expect(() => read(stage)).toThrow(said);
  });

  it('names a stage there is, by a plain name', () => {
    expect(() => read({}, { stage: 'live' })).toThrow('There is no stage "live": cdk.json knows pilot');
    expect(() => read({}, { stage: 'Pilot 1' })).toThrow('stage: is up to twenty');
    expect(() => readConfiguration({ stages: undefined })).toThrow('stages');
  });

  it('tells everything that is missing at once', () => {
    expect(() => readConfiguration({ stage: 'pilot', stages: { pilot: {} } })).toThrow(
      /region.*legalBasis.*from.*alarmsTo/s,
    );
  });

  describe('of two stages that send by one identity', () => {
    const both = (pilot: object, live: object, stage = 'pilot') =>
      readConfiguration({ stage, stages: { pilot: { ...complete, ...pilot }, live: { ...complete, ...live } } });
    const there = { mailIdentity: 'there' };

    it.each([
      ['nothing is said', {}, {}],
      ['one of them is told', { shareOfRate: 0.5 }, {}],
      ['they have too much', { shareOfRate: 0.5 }, { shareOfRate: 0.6 }],
    ])('is refused where %s, whichever is read', (_, one, other) => {
      for (const stage of ['pilot', 'live'])
        expect(() => both({ ...there, ...one }, other, stage)).toThrow('The stages live, pilot send from one account');
    });

    it('is taken where they share the rate, or are not in one account', () => {
      expect(both({ ...there, shareOfRate: 0.2 }, { shareOfRate: 0.8 })).toMatchObject({ shareOfRate: 0.2 });
      const accounts = [{ account: '111111111111' }, { account: '222222222222' }] as const;
      expect(both({ ...there, ...accounts[0] }, accounts[1])).toMatchObject({ shareOfRate: 1 });
      expect(both(there, { region: 'eu-west-1' })).toMatchObject({ shareOfRate: 1 });
      expect(both({}, {})).toMatchObject({ shareOfRate: 1 });
    });
  });

  it('of the sample is looked at and never deployed', () => {
    const sample = { stages: { sample: complete } };
    expect(readConfiguration(sample)).toMatchObject({ stage: 'sample' });
    expect(() => readConfiguration({ ...sample, deploy: 'yes' })).toThrow('its legal basis too');
  });
});
