import { describe, expect, it, onTestFinished } from 'vitest';
import { keys } from '#records/keys.ts';
import { browserOf, consoleInMemory, signedIn, type TestConsole } from '#test/support/console.ts';
import { finishBy, invited, later, person, tokenIn, waiting } from '#test/support/invited.ts';

const opened = async () => {
  const here = await consoleInMemory();
  onTestFinished(() => here.machine.close());
  return here;
};

/** Whatever is withdrawn just before a person is written. */
const withdrawnBefore = (here: TestConsole, withdraw: () => Promise<unknown>) => {
  const { put } = here.table;
  let isFirst = true;
  here.table.put = async (item, when) => {
    const isPerson = isFirst && item.pk === keys.people();
    if (isPerson) {
      isFirst = false;
      await withdraw();
    }
    return put(item, when);
  };
};

describe('an invitation', () => {
  it('lets nobody in who is just finishing it when it is withdrawn, and says so', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    const token = tokenIn(await invited(an, 'Trần Bình'));
    const [path = ''] = await waiting(an);
    withdrawnBefore(here, async () =>
      expect((await an.post(path, { form: { csrf: an.csrf } })).headers.get('location')).toMatch(/withdrawn$/),
    );
    const { browser, done, form } = await finishBy(here, token);
    expect([done.status, await done.text()]).toEqual([409, expect.stringContaining('đã được rút lại')]);
    expect((await browser.get('/console/')).headers.get('location')).toBe('/console/sign-in');
    const code = { name: 'Trần Bình', code: form.code };
    expect((await browserOf(here).post('/console/sign-in', { form: code })).status).toBe(422);
    expect(await person(here, 'Trần Bình')).toMatchObject({ disabled: { by: 'Nguyễn An' } });
    await later(here, an);
    expect((await finishBy(here, tokenIn(await invited(an, 'Trần Bình')))).done.status).toBe(303);
  });

  it('leaves whoever was there their former way in when it is withdrawn while they take up the new one', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    await signedIn(here, 'Trần Bình');
    const before = await person(here, 'Trần Bình');
    await later(here, an);
    const token = tokenIn(await invited(an, 'Trần Bình', 'auditor'));
    const [path = ''] = await waiting(an);
    withdrawnBefore(here, () => an.post(path, { form: { csrf: an.csrf } }));
    expect((await finishBy(here, token)).done.status).toBe(409);
    expect(await person(here, 'Trần Bình')).toEqual(before);
  });

  it('cannot be withdrawn any more once somebody is in, also where a crash left it open', async () => {
    const here = await opened();
    const an = await signedIn(here, 'Nguyễn An');
    const token = tokenIn(await invited(an, 'Trần Bình'));
    const [path = ''] = await waiting(an);
    const { put } = here.table;
    here.table.put = async (item, when) => {
      const written = await put(item, when);
      if (item.pk !== keys.people()) return written;
      here.table.put = put;
      throw new Error('the machine stopped');
    };
    expect((await finishBy(here, token)).done.status).toBe(500);
    expect((await an.post(path, { form: { csrf: an.csrf } })).status).toBe(409);
    expect(await waiting(an)).toEqual([]);
    expect((await person(here, 'Trần Bình'))?.disabled).toBeUndefined();
  });
});
