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

  describe('of stages that send from one account and region, which has one rate', () => {
    const of = (stages: { readonly [name: string]: object }, stage: string) =>
      readConfiguration({
        stage,
        stages: Object.fromEntries(Object.entries(stages).map(([name, own]) => [name, { ...complete, ...own }])),
      });
    const there = { mailIdentity: 'there' };
    const [here, elsewhere] = [{ account: '111111111111' }, { account: '222222222222' }];
    const another = { from: 'Ban Tổ chức <nhanxet@tinh.example>' };

    it.each([
      ['nothing is said', there, {}],
      ['one of them is told', { ...there, shareOfRate: 0.5 }, {}],
      ['they have too much', { ...there, shareOfRate: 0.5 }, { shareOfRate: 0.6 }],
      ['one names the account and the other finds the identity there', there, here],
      ['one finds the identity there and names the account', { ...there, ...here }, {}],
      ['both find it there', there, there],
      ['they send from two domains', here, { ...here, ...another }],
    ])('is refused where %s, whichever is read', (_, pilot, live) => {
      for (const stage of ['pilot', 'live'])
        expect(() => of({ pilot, live }, stage)).toThrow('The stages live, pilot send from one account');
    });

    it('is refused for three together, of which no two have too much', () => {
      const part = { shareOfRate: 0.4 };
      const stages = {
        pilot: { ...there, ...part },
        live: { ...here, ...part },
        try: { ...here, ...another, ...part },
      };
      for (const stage of Object.keys(stages))
        expect(() => of(stages, stage)).toThrow(
          'The stages live, pilot, try send from one account: their "shareOfRate" are 1.2',
        );
    });

    it.each([
      ['share the rate', { ...there, shareOfRate: 0.2 }, { shareOfRate: 0.8 }],
      ['share it, from two domains', { ...here, shareOfRate: 0.2 }, { ...here, ...another, shareOfRate: 0.8 }],
      ['name two accounts', { ...there, ...here }, elsewhere],
      ['are in two regions', there, { region: 'eu-west-1' }],
      ['are in two regions of one account', here, { ...here, region: 'eu-west-1' }],
      ['each made the identity, of which an account has one', {}, {}],
    ])('is taken where they %s', (_, pilot, live) => {
      for (const stage of ['pilot', 'live']) expect(of({ pilot, live }, stage)).toMatchObject({ stage });
    });

    it('is not measured against the sample, which sends nothing', () => {
      expect(of({ pilot: here, sample: here }, 'pilot')).toMatchObject({ shareOfRate: 1 });
      expect(of({ pilot: here, sample: here }, 'sample')).toMatchObject({ shareOfRate: 1 });
    });
  });

  it('of the sample is looked at and never deployed', () => {
    const sample = { stages: { sample: complete } };
    expect(readConfiguration(sample)).toMatchObject({ stage: 'sample' });
    expect(() => readConfiguration({ ...sample, deploy: 'yes' })).toThrow('its legal basis too');
  });
});
