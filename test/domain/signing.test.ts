import { describe, expect, it } from 'vitest';
import { checkSigning, marksOf, type Signing } from '#domain/signing.ts';

const TODAY = '2026-11-20';
const whole: Signing = {
  metOn: '2026-11-18',
  participants: 'Chi ủy, trưởng ban công tác Mặt trận',
  front: { met: true },
  signer: 'Lê Văn An',
  second: { way: 'code' },
};
const long = 'x'.repeat(2_001);

describe('what a committee says about its own work', () => {
  it.each<[string, Partial<Signing>, readonly string[]]>([
    ['all of it', {}, []],
    ['met today', { metOn: TODAY }, []],
    ['met tomorrow', { metOn: '2026-11-21' }, ['metOn dateInFuture']],
    ['met on a day that does not exist', { metOn: '2026-02-30' }, ['metOn notADate']],
    ['no day of the meeting', { metOn: '' }, ['metOn notADate']],
    ['nobody took part', { participants: ' ' }, ['participants missing']],
    ['nobody signs', { signer: '' }, ['signer missing']],
    ['the Front was met, and who', { front: { met: true, who: 'Ông Bảy' } }, []],
    ['the Front was not met, because', { front: { met: false, because: 'Trưởng ban đi vắng.' } }, []],
    ['the Front was not met, and nobody says why', { front: { met: false, because: ' ' } }, ['front.because missing']],
    ['the number of the minutes', { second: { way: 'minutes', number: 'BB 12' } }, []],
    ['minutes without a number', { second: { way: 'minutes', number: '' } }, ['second.number missing']],
    ['one person alone, who says so', { second: { way: 'alone' } }, []],
    [
      'every word too long',
      {
        participants: long,
        signer: long,
        role: long,
        front: { met: true, who: long },
        second: { way: 'code', name: long },
      },
      [
        'participants textTooLong',
        'signer textTooLong',
        'role textTooLong',
        'front.who textTooLong',
        'second.name textTooLong',
      ],
    ],
    [
      'everything wrong at once',
      { metOn: 'x', participants: '', signer: '' },
      ['metOn notADate', 'participants missing', 'signer missing'],
    ],
  ])('%s', (_, changes, problems) => {
    const found = checkSigning({ ...whole, ...changes }, TODAY);
    expect(found.map(({ place, reason }) => `${place} ${reason}`)).toEqual(problems);
  });

  it('no problem repeats a text that somebody wrote', () => {
    const found = checkSigning({ ...whole, participants: long, signer: '' }, TODAY);
    expect(JSON.stringify(found)).not.toContain('xxx');
  });

  it('the journal keeps two marks of it, and no word', () => {
    expect(marksOf(whole)).toEqual({ frontMet: true, second: 'code' });
    expect(marksOf({ ...whole, front: { met: false, because: 'vì' }, second: { way: 'alone' } })).toEqual({
      frontMet: false,
      second: 'alone',
    });
  });
});
