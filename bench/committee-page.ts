import { gzipSync } from 'node:zlib';
import { openedOn } from '#infra/local/demo/demo.ts';
import { enter } from '#infra/local/demo/on-pages.ts';
import type { Play } from '#infra/local/demo/play.ts';
import { BASE, type Stage, setStage } from '#infra/local/demo/stage.ts';
import { rosterXlsx } from '#infra/local/sample/files.ts';
import { type Asked, commandFor, type Figure, rounded } from './figure.ts';

const LARGEST = 207;
const REACH = 14;
const ASKED = '2026-11-02T01:00:01.000Z';

/** 9: what the committee of the largest cell loads before it sees its members. */
export async function committeePage({ progress }: Asked): Promise<Figure> {
  const stage = await townWithLargest();
  try {
    const play = await openedOn(stage, await rosterXlsx(stage.town));
    await play.machine.moveClock(ASKED);
    await play.machine.settle();
    const html = await homeOf(play);
    const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => href);
    const css = await Promise.all(sheets.map(async (href) => (await play.pages.request(`${BASE}${href}`)).text()));
    const members = html.match(/<li><a href="m\/\d+"/g)?.length ?? 0;
    const page = kilobytes(html);
    progress(`9: the page of ${members} members has ${page} KB`);
    const needed = sheets.length === 1 && members === LARGEST;
    return {
      figure: 9,
      title: `the committee's page with ${LARGEST} members, KB compressed`,
      value: page,
      reach: `≤ ${REACH}, one request and one stylesheet, 0 bytes of script needed`,
      reference: '6–8 KB plain',
      ok: needed && page <= REACH,
      command: commandFor(9),
      detail: {
        members,
        plain_kb: rounded(Buffer.byteLength(html) / 1024),
        stylesheets: sheets.length,
        stylesheet_kb: css.map(kilobytes),
        // The visitor who loaded it runs none.
        script_needed_bytes: 0,
      },
    };
  } finally {
    await stage.close();
  }
}

const kilobytes = (text: string): number => rounded(gzipSync(text).length / 1024);

/** A small town whose largest cell has a mailbox of its own that takes mail. */
async function townWithLargest(): Promise<Stage> {
  for (let seed = 1; ; seed++) {
    const stage = await setStage({ seed: String(seed), committees: 4, members: 270, json: true });
    if (largestIn(stage)) return stage;
    await stage.close();
  }
}

function largestIn({ cells, town, story }: Stage) {
  const sizes = Map.groupBy(town.members, ({ residenceId }) => residenceId);
  const uses = Map.groupBy(cells, ({ mailbox }) => mailbox);
  return cells.find(
    ({ id, mailbox }) =>
      sizes.get(id)?.length === LARGEST &&
      mailbox !== undefined &&
      uses.get(mailbox)?.length === 1 &&
      story.cells.get(id)?.does !== 'bounces',
  );
}

async function homeOf(play: Play): Promise<string> {
  const cell = largestIn(play);
  if (!cell) throw new Error('the town has no cell of that size');
  const { visitor } = await enter(play, cell.mailbox ?? '', ['request']);
  return (await visitor.get(`/c/${play.cycleId}.${cell.id}/`)).html;
}
