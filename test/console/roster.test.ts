import { describe, expect, it, onTestFinished } from 'vitest';
import { currentRoster, membersOf } from '#records/roster.ts';
import { at, consoleInMemory, hiddenIn, signedIn, upload, withRoster } from '#test/support/console.ts';
import {
  aCell,
  aMember,
  aWard,
  bothCsv,
  committeeCells,
  committeeHeadings,
  committeesCsv,
  csvFile,
  rosterWorkbook,
} from '#test/support/roster-files.ts';
import { uploadsOnAws } from '../../functions/compose/on-aws.ts';

const opened = async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  return { here, an: await signedIn(here, 'Nguyễn An') };
};

const filesText = async (files: Awaited<ReturnType<typeof consoleInMemory>>['ground']['files']): Promise<string> => {
  let text = '';
  for (const name of await files.list(''))
    for await (const chunk of (await files.read(name)) ?? []) text += Buffer.from(chunk).toString('utf8');
  return text;
};

it('says what to do first where nothing is there', async () => {
  const { an } = await opened();
  expect(await (await an.get('/console/')).text()).toContain('Bắt đầu từ đâu?');
});

it('checks a file first, says what it would do and changes nothing until somebody says yes', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv(aWard, [aMember(), aMember({ id: 'DV-002', name: 'Trần Thị Hòa' })]));
  expect(checked.status).toBe(303);
  const report = checked.headers.get('location') ?? '';
  const page = await (await an.get(report)).text();
  expect(page).toMatch(/<th scope="row">Đảng viên<\/th><td class="number"[^>]*>2<\/td>/);
  expect(await currentRoster(here.table)).toBeUndefined();
  expect((await an.post(report, { form: hiddenIn(page, report) })).status).toBe(303);
  expect(await currentRoster(here.table)).toMatchObject({ members: 2, by: 'Nguyễn An' });
  const tree = await (await an.get('/console/roster/committees/CB-01')).text();
  expect(tree).toContain('Trần Thị Hòa');
  const asked = { csrf: an.csrf, name: 'hoa' };
  const found = await (await an.post('/console/roster/committees/CB-01', { form: asked })).text();
  expect(found).toContain('Trần Thị Hòa');
  expect(found).not.toContain('Nguyễn Văn An');
});

it('notes when the whole file came again and said the same, and changes nothing else', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const first = await currentRoster(here.table);
  const members = [
    aMember(),
    aMember({ id: 'DV-002', name: 'Trần Thị Hòa', mailbox: 'hoa@nguoi.example' }),
    aMember({ id: 'DV-003', name: 'Lê Văn Đức', residenceId: 'CB-02' }),
  ];
  await at(here, '2026-12-15T02:00:00.000Z', an);
  expect(await (await an.get('/console/roster')).text()).not.toContain('Đối chiếu gần nhất');
  const checked = await upload(here, an, bothCsv(aWard, members));
  const report = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(report).toContain('Hôm nay được ghi là lần đối chiếu gần nhất.');
  const page = await (await an.get('/console/roster')).text();
  expect(page).toContain('Đối chiếu gần nhất</dt><dd>');
  const now = await currentRoster(here.table);
  expect(now).toEqual({ ...first, confirmedAt: here.ground.clock.now() });
});

it('takes a workbook as well', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, await rosterWorkbook(aWard, [aMember()]));
  const page = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(page).toContain('Đã đọc tệp Excel: 5 dòng cấp ủy, 1 dòng đảng viên.');
});

it('names row, column, value and mend of a mistake, and takes the good rows only when asked', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv(aWard, [aMember(), aMember({ id: '1.2E+11', name: 'Lê Văn Sai' })]));
  const report = checked.headers.get('location') ?? '';
  const page = await (await an.get(report)).text();
  expect(page).toMatch(
    /<td[^>]*>dòng 8<\/td><td[^>]*>Mã<\/td><td[^>]*>1\.2E\+11<\/td>\s*<td class="long"[^>]*>Excel đã rút gọn/,
  );
  const unsaid = await an.post(report, { form: { csrf: an.csrf } });
  expect(unsaid.status).toBe(422);
  expect(await currentRoster(here.table)).toBeUndefined();
  expect((await an.post(report, { form: hiddenIn(page, report) })).status).toBe(303);
  expect(await currentRoster(here.table)).toMatchObject({ members: 1 });
});

it('keeps nothing of a row of category C, neither in the table, nor in a file, nor in a log', async () => {
  const { here, an } = await opened();
  const rows = bothCsv(aWard, [aMember(), aMember({ id: 'DV-BIMAT', name: 'Người Bí Mật' })]);
  const secret = Buffer.from(rows.toString('utf8').replace(/(DV-BIMAT.*),A/, '$1,C'));
  const checked = await upload(here, an, secret);
  const page = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(page).toContain('miễn giới thiệu');
  expect(page).toContain('dòng 8');
  const kept = `${await filesText(here.ground.files)}${JSON.stringify(here.logged)}`;
  expect(kept).toContain('DV-001');
  expect(kept).not.toContain('BIMAT');
  expect(kept).not.toContain('Bí Mật');
});

it('keeps nothing of a row of category C that stands under the headings of committees', async () => {
  const { here, an } = await opened();
  const secret = ['DV-BIMAT', 'Người Bí Mật', '02/03/1981', 'CQ-01', 'CB-01', 'C', '', 'kin@phuong.example'];
  const checked = await upload(here, an, csvFile([committeeHeadings, ...aWard.map(committeeCells), secret]));
  const page = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(page).toContain('dòng 7');
  expect(page).toContain('miễn giới thiệu');
  const kept = `${page}${await filesText(here.ground.files)}${JSON.stringify([here.logged])}`;
  expect(kept).not.toMatch(/BIMAT|Bí Mật|1981|kin@/);
});

it('says that members are left as they are where the file has none', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const checked = await upload(here, an, committeesCsv(aWard));
  const page = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(page).toMatch(/<th scope="row">Đảng viên<\/th><td[^>]* colspan="6">[^<]*giữ nguyên 3[^<]*<\/td>/);
});

it('takes a report that another version of the exchange wrote for gone', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv(aWard, [aMember()]));
  const [name = ''] = await here.ground.files.list('checked/');
  await here.ground.files.write(name, Buffer.from('{"rows":3}'));
  expect((await an.get(checked.headers.get('location') ?? '')).status).toBe(404);
});

it('puts nothing in force that was compared with another roster than the one in force now', async () => {
  const { here, an } = await opened();
  const first = await upload(here, an, bothCsv(aWard, [aMember()]));
  await withRoster(here, an);
  const report = first.headers.get('location') ?? '';
  const answer = await an.post(report, { form: { csrf: an.csrf } });
  expect(answer.status).toBe(409);
  expect(await currentRoster(here.table)).toMatchObject({ members: 3 });
});

it('names in red what would leave the list, and wants the number typed when it is much', async () => {
  const { here, an } = await opened();
  await withRoster(here, an);
  const file = bothCsv(
    aWard.filter(({ id }) => id !== 'CB-02'),
    [aMember()],
  );
  const checked = await upload(here, an, file);
  const report = checked.headers.get('location') ?? '';
  const page = await (await an.get(report)).text();
  expect(page).toContain('Sẽ BỎ 1 cấp ủy và 2 đảng viên');
  expect(page).toContain('Cấp ủy bị bỏ: Chi bộ 2');
  for (const removals of ['', '2']) {
    const refused = await an.post(report, { form: { csrf: an.csrf, removals } });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(`name="removals" value="${removals}"`);
    expect(await currentRoster(here.table)).toMatchObject({ members: 3 });
  }
  expect((await an.post(report, { form: { csrf: an.csrf, removals: '3' } })).status).toBe(303);
  expect(await currentRoster(here.table)).toMatchObject({ members: 1 });
});

it('counts the rows that it leaves out, and not what is wrong in them', async () => {
  const { here, an } = await opened();
  const twice = aMember({ id: 'DV 9', birthDate: '31/02/1980', name: 'Lê Văn Sai' });
  const checked = await upload(here, an, bothCsv(aWard, [aMember(), twice]));
  const page = await (await an.get(checked.headers.get('location') ?? '')).text();
  expect(page).toContain('2 chỗ sai');
  expect(page).toContain('bỏ 1 dòng sai');
});

it('is answered the same when the button is pressed twice', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv(aWard, [aMember()]));
  const report = checked.headers.get('location') ?? '';
  const [one, two] = await Promise.all([
    an.post(report, { form: { csrf: an.csrf } }),
    an.post(report, { form: { csrf: an.csrf } }),
  ]);
  expect([one?.status, two?.status]).toEqual([303, 303]);
  expect((await an.post(report, { form: { csrf: an.csrf } })).status).toBe(303);
  expect(await currentRoster(here.table)).toMatchObject({ turn: 1 });
});

it('forgets a result after a day, and its report with it', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv(aWard, [aMember()]));
  const report = checked.headers.get('location') ?? '';
  await at(here, '2026-10-29T03:00:00.000Z', an);
  expect((await an.get(report)).status).toBe(404);
  expect((await an.post(report, { form: { csrf: an.csrf } })).status).toBe(404);
  expect(await currentRoster(here.table)).toBeUndefined();
  await upload(here, an, bothCsv(aWard, []));
  expect(await here.ground.files.list('checked/')).toHaveLength(1);
});

it('looks at no byte of a file whose form did not come from our page', async () => {
  const { here, an } = await opened();
  const answer = await upload(here, an, bothCsv(aWard, [aMember()]), { csrf: 'x'.repeat(43) });
  expect(answer.status).toBe(403);
  expect(await here.ground.files.list('')).toEqual([]);
});

it('refuses a file that is too large before it is read', async () => {
  const { here, an } = await opened();
  const answer = await here.app.request('/console/roster/check', {
    method: 'POST',
    headers: {
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': String(202 * 1024 * 1024),
      Origin: here.deps.baseUrl,
      'Sec-Fetch-Site': 'same-origin',
      Cookie: `console=${an.jar.get('console')}`,
    },
    body: 'x',
  });
  expect(answer.status).toBe(413);
});

it.each([
  ['an empty file', Buffer.alloc(0), 'Tệp trống'],
  ['something else', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>'), 'Không đọc được tệp này'],
  ['a list without headings', Buffer.from('DV-1;Nguyễn Văn An;1970\nDV-2;Trần B;1971\n'), 'Không thấy dòng tiêu đề'],
])('says in words why %s cannot be read', async (_, file, words) => {
  const { here, an } = await opened();
  const checked = await upload(here, an, file);
  expect(checked.status).toBe(303);
  expect(await (await an.get(checked.headers.get('location') ?? '')).text()).toContain(words);
});

it('shows what somebody wrote into a name as text', async () => {
  const { here, an } = await opened();
  const checked = await upload(here, an, bothCsv([...aWard, aCell({ id: 'CB-09', name: '<script>x</script>' })], []));
  const report = checked.headers.get('location') ?? '';
  await an.post(report, { form: { csrf: an.csrf } });
  const page = await (await an.get('/console/roster/committees/CB-09')).text();
  expect(page).toContain('&lt;script&gt;x');
  expect(page).not.toContain('<script>x');
  expect(await membersOf(here.ground.files, (await currentRoster(here.table))?.version ?? '', 'CB-09')).toEqual([]);
});

describe('where a page takes less than a roster may have', () => {
  const MB = 1024 * 1024;
  const there = async () => {
    const here = await consoleInMemory({ rosterUploads: uploadsOnAws });
    onTestFinished(() => here.machine.close());
    return { here, an: await signedIn(here, 'Nguyễn An') };
  };

  it('the page says so before, and how a larger one comes in', async () => {
    const { an } = await there();
    const page = await (await an.get('/console/roster')).text();
    expect(page).toContain('Nhiều nhất 4 MB');
    expect(page).toContain('<code>npm run import-roster</code>');
    expect(page).toContain(`data-most="${4 * MB}"`);
    const usual = await opened();
    const other = await (await usual.an.get('/console/roster')).text();
    expect(other).toContain('Nhiều nhất 200 MB');
    expect(other).not.toContain('npm run');
  });

  it.each([4.1, 4.4, 4.6])('a file of %f MB is refused in words, with the other way', async (megabytes) => {
    const { here, an } = await there();
    const answer = await upload(here, an, Buffer.alloc(megabytes * MB, 'x'));
    expect(answer.status).toBe(413);
    const page = await answer.text();
    expect(page).toContain('Nhiều nhất 4 MB');
    expect(page).toContain('<code>npm run import-roster</code>');
    expect(await here.ground.files.list('checked/')).toEqual([]);
  });

  it('the largest that it takes is looked at, and a function on AWS can be called with it', async () => {
    const { here, an } = await there();
    expect((await upload(here, an, Buffer.alloc(4 * MB, 'x'))).status).toBe(303);
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; what stands beside the body is at most 10 KB of headers.
    const form = uploadsOnAws.megabytes * MB + 64 * 1024;
    expect(Math.ceil(form / 3) * 4 + 32 * 1024).toBeLessThan(6_291_556);
  });
});
