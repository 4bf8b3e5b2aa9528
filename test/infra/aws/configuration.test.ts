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
    const leftOut = { sandboxMailboxes: [], mailIdentity: 'made', linkKeys: 1, frontKeys: 1 };
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

  it('of the sample is looked at and never deployed', () => {
    const sample = { stages: { sample: complete } };
    expect(readConfiguration(sample)).toMatchObject({ stage: 'sample' });
    expect(() => readConfiguration({ ...sample, deploy: 'yes' })).toThrow('its legal basis too');
  });
});
