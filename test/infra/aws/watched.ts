import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionsIn, type Made, ofType, told } from './synthesised.ts';

const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
const [, section = ''] = /^## When an alarm rings$(.*?)(?=^## )/ms.exec(runbook) ?? [];
const headings = Array.from(section.matchAll(/^### (.+)$/gm), ([, title = '']) => title);

const inWords: { readonly [minutes: number]: string } = { 5: 'five', 15: 'fifteen', 60: 'an hour' };
const sectionOf = (heading: string): string =>
  (new RegExp(`^#+ ${heading}$(.*?)(?=^##)`, 'ms').exec(runbook)?.[1] ?? '').replaceAll(/\s+/g, ' ');

/** What stays when a stage goes, as the runbook calls it. */
const LEFT: { readonly [type: string]: string } = {
  'AWS::DynamoDB::Table': 'the table',
  'AWS::S3::Bucket': 'the bucket of files and the bucket of its access log',
  'AWS::KMS::Key': 'the keys',
  'AWS::Cognito::UserPool': 'the user pool with the accounts of administrators',
  'AWS::SES::EmailIdentity': "the sender's identity at SES",
};

export const watched = (made: () => Made) => {
  it('the runbook names whatever stays when a stage is taken away', () => {
    const kept = [...made().sample.resources.values()].filter(({ deletionPolicy }) => deletionPolicy === 'Retain');
    const told = sectionOf('Taking a stage away');
    expect([...new Set(kept.map(({ type }) => type))].sort()).toEqual(Object.keys(LEFT).sort());
    for (const words of Object.values(LEFT)) expect(told).toContain(words);
  });

  it('the runbook waits, before a restore, as long as a function may run, and says how long a call may lie', () => {
    const longest = Math.max(...functionsIn(made().sample).map(({ resource }) => resource.properties.Timeout));
    const ages = ofType(made().sample, 'Lambda::EventInvokeConfig').map(({ properties }) => properties);
    const oldest = Math.max(...ages.map(({ MaximumEventAgeInSeconds }) => MaximumEventAgeInSeconds));
    const restore = sectionOf('Restore');
    expect(restore).toContain(`Wait ${inWords[longest / 60]} minutes: no function runs longer`);
    expect(restore).toContain(`Lambda keeps it for ${inWords[oldest / 60]}`);
    // Whatever takes the longest is named.
    for (const { name, resource } of functionsIn(made().sample))
      if (resource.properties.Timeout === longest) expect(restore).toContain(`\`${name}\``);
  });

  it('the runbook opens the gate as wide as it was, and stops every schedule', () => {
    const [gate] = ofType(made().sample, 'ApiGatewayV2::Stage');
    const { ThrottlingRateLimit, ThrottlingBurstLimit } = gate?.properties.DefaultRouteSettings ?? {};
    const [, restore = ''] = /^## Restore$(.*?)(?=^## )/ms.exec(runbook) ?? [];
    expect(restore).toContain(
      `ThrottlingRateLimit=${ThrottlingRateLimit},ThrottlingBurstLimit=${ThrottlingBurstLimit}\n`,
    );
    const schedules = ofType(made().sample, 'Scheduler::Schedule').map(({ properties }) => properties.Name);
    expect(schedules).toHaveLength(3);
    for (const name of schedules) expect(restore).toContain(`${name.replace('exchange-sample', '')}\``);
  });

  describe('alarms', () => {
    it('have each a heading in the runbook, and the runbook has no other', () => {
      const titles = ofType(made().sample, 'CloudWatch::Alarm').map(({ properties }) =>
        properties.AlarmName.replace('exchange-sample: ', ''),
      );
      expect(titles.sort()).toEqual(headings.sort());
    });
    it('are heard by whom the configuration names', () => {
      for (const { properties } of ofType(made().sample, 'CloudWatch::Alarm'))
        expect(properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
      const mails = ofType(made().sample, 'SNS::Subscription').filter(
        ({ properties }) => properties.Protocol === 'email',
      );
      expect(mails.map(({ properties }) => properties.Endpoint)).toEqual(['operator@province.example']);
    });
    it('ring when nothing is heard of what beats', () => {
      const silent = ofType(made().sample, 'CloudWatch::Alarm').filter(
        ({ properties }) => properties.TreatMissingData === 'breaching',
      );
      expect(silent.map(({ properties }) => properties.AlarmName).sort()).toEqual([
        'exchange-sample: The heads of the journals were not written',
        'exchange-sample: The heartbeat is silent',
      ]);
    });
    it('after a restore look at the table that was restored', () => {
      const metrics = ofType(made().own, 'CloudWatch::Alarm').flatMap(({ properties }) => properties.Metrics ?? []);
      const tables = JSON.stringify(metrics).match(/"Name":"TableName","Value":[^}]*/g);
      expect(new Set(tables)).toEqual(new Set(['"Name":"TableName","Value":"exchange-own-restored"']));
    });
    it('and the dashboard draws it', () => {
      const [board] = ofType(made().own, 'CloudWatch::Dashboard').map(({ properties }) =>
        told(properties.DashboardBody),
      );
      expect(new Set(board?.match(/"TableName","[^"]*"/g))).toEqual(new Set(['"TableName","exchange-own-restored"']));
    });
    it('hear of a letter that is given up, whoever learns it', () => {
      const [alarm] = ofType(made().sample, 'CloudWatch::Alarm').filter(({ properties }) =>
        properties.AlarmName.endsWith(': Letters fail'),
      );
      const filters = ofType(made().sample, 'Logs::MetricFilter').filter(({ properties }) =>
        properties.FilterPattern.includes('mail.failed'),
      );
      const names = filters.map(({ properties }) => properties.MetricTransformations[0].MetricName);
      expect(names.sort()).toEqual(['mail.failed in mail-events', 'mail.failed in send']);
      for (const name of names) expect(JSON.stringify(alarm?.properties.Metrics)).toContain(`"${name}"`);
    });
    it('watch every dead-letter queue', () => {
      const queues = ofType(made().sample, 'SQS::Queue').filter(({ id }) => id.startsWith('DeadLetters'));
      const all = JSON.stringify(ofType(made().sample, 'CloudWatch::Alarm'));
      for (const { id } of queues) expect(all).toContain(`"${id}"`);
    });
  });
};
