import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/**
 * Chromium from npm, on a machine that has none. Of the flags its package proposes only these are taken: others there switch
 * the same-origin rules off, and those are what we test.
 */
const flags = [
  '--no-sandbox',
  '--no-zygote',
  '--font-render-hinting=none',
  // Drawn in software: without this every tenth screenshot fails on a machine without a graphics card.
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

const require = createRequire(import.meta.url);
const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin');

/** Unpacked once per version, into a folder that appears whole: test files run beside each other. */
async function unpacked(): Promise<string> {
  const { version } = require('../../node_modules/@sparticuz/chromium/package.json') as { version: string };
  const home = join(tmpdir(), `exchange-chromium-${version}`);
  if (existsSync(home)) return home;
  const before = process.env.TMPDIR;
  const making = mkdtempSync(join(tmpdir(), 'exchange-chromium-'));
  // `inflate` writes to the folder for temporary files, wherever that is.
  process.env.TMPDIR = making;
  try {
    for (const name of ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'])
      await inflate(join(packed, name));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

async function launch(): Promise<Browser> {
  const home = await unpacked();
  const executablePath = join(home, 'chromium');
  // A machine without fonts of its own gets the packed ones, which have Vietnamese letters.
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') };
  try {
    return await chromium.launch({ executablePath, args: flags, env: { ...process.env, ...fonts } });
  } catch (error) {
    if (!String(error).includes('shared libraries')) throw error;
    const libraries = { LD_LIBRARY_PATH: join(home, 'al2023', 'lib') };
    return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...fonts, ...libraries } });
  }
}

let running: Promise<Browser> | undefined;

/** One browser a test file, started when first wanted. */
export const browser = (): Promise<Browser> => {
  running ??= launch();
  return running;
};

/** For `afterAll` of a file that used a page. */
export async function closeBrowser(): Promise<void> {
  const open = running;
  running = undefined;
  await (await open)?.close();
}

/** A cheap telephone held upright, and a desk. */
export const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions;
export const narrow = { ...phone, viewport: { width: 320, height: 640 } } satisfies BrowserContextOptions;
export const desktop = { viewport: { width: 1280, height: 800 } } satisfies BrowserContextOptions;

/** Runs with a page of a fresh profile (no cookies), and closes it whatever happens. `javaScriptEnabled: false` is welcome. */
export async function withPage<T>(
  options: BrowserContextOptions,
  use: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await (await browser()).newContext(options);
  try {
    return await use(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// What runs in the page is text, so that the types of a browser do not become known to the whole project.

/** What axe finds against WCAG 2.2 AA and good practice, one line a finding with the elements it is about. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // Evaluated, not added as a script: the policy of the page stays as it is.
  await page.evaluate(axeSource);
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  return page.evaluate<string[]>(`axe.run(document, { runOnly: ${tags} }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}

/** How many pixels a page is wider than its window: nobody should have to move it sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Of the parts that may be moved sideways by themselves, those that must be: what lies at their end is not seen. */
export const movedSideways = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('.scroll')]
    .filter((part) => part.scrollWidth > part.clientWidth)
    .map((part) => part.getAttribute('aria-label') + ' ' + part.scrollWidth + ' > ' + part.clientWidth)`);

const targets =
  'button, .button, select, textarea, input:not([type=hidden]):not(.away), .tongues label, summary, .rows a';

/** What is to be hit with a finger and is smaller than 44 px; a choice counts with its label. */
export const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(targets)})]
    .map((element) => ({ element, box: (element.closest('.choice') ?? element).getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
    .map(({ element, box }) => element.outerHTML.slice(0, 80) + ' ' + box.width + 'x' + box.height)`);
