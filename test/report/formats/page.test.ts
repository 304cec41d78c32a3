/** The page as a reader has it: in a browser, with and without light, on a small screen and on paper. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { type Printed, scanInAll, writeHostileTree } from '../../support/all-formats.ts';
import { openBrowser } from '../../support/chromium.ts';
import { createHome } from '../../support/program.ts';

const sampleHome = createHome();
const treeHome = createHome();
let browser: Browser | undefined;
let sample: Printed;
beforeAll(async () => {
  writeHostileTree(join(treeHome.folder, 'hostile'));
  sample = await scanInAll(sampleHome, ['--sample']);
  await scanInAll(treeHome, ['-f', 'hostile']);
  browser = await openBrowser();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  sampleHome.remove();
  treeHome.remove();
});

const reportOf = ({ texts }: Printed) => JSON.parse(texts.json ?? '') as Report;
const addressOf = (home: typeof sampleHome) => pathToFileURL(join(home.folder, 'result.html')).href;

interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  /** Why requests came to nothing. */
  readonly failures: readonly string[];
  /** In the page: these tests have no types of a document. */
  ask<T>(code: string): Promise<T>;
}

async function open(home: typeof sampleHome, { hasScript = true } = {}): Promise<Opened> {
  if (browser === undefined) throw new Error('there is no browser');
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const failures: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => failures.push(request.failure()?.errorText ?? ''));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setJavaScriptEnabled(hasScript);
  await page.setViewport({ width: 1200, height: 900 });
  await page.goto(addressOf(home));
  return { page, requests, complaints, failures, ask: async <T>(code: string) => (await page.evaluate(code)) as T };
}

const SHOWN = `document.querySelector('#shown').textContent`;
const VISIBLE = `[...document.querySelectorAll('details.decision:not([hidden])')].map((each) => ({ ...each.dataset }))`;
type Shown = readonly Readonly<Record<string, string | undefined>>[];

test('the page needs nothing but itself, and complains of nothing', async () => {
  for (const home of [sampleHome, treeHome]) {
    const { page, requests, complaints, ask } = await open(home);
    expect(requests).toEqual([addressOf(home)]);
    expect(complaints).toEqual([]);
    const attributes = await ask<string[]>(
      `[...new Set([...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))]`,
    );
    expect(attributes.filter((name) => /^on|^style$|^src/.test(name))).toEqual([]);
    const loading = `[...document.querySelectorAll('script, img, iframe, object, embed, link, base')].map((each) => each.tagName)`;
    expect(await ask(loading)).toEqual(['SCRIPT']);
    await page.close();
  }
});

test('its policy lets no other script run and nothing be loaded', async () => {
  const { page, failures, complaints, ask } = await open(sampleHome);
  await ask(`{
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="https://192.0.2.1/x" onerror="document.title = 1">');
  }`);
  await ask(`new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))`);
  expect(await page.title()).toBe('Hardening of the bundled sample cluster');
  // The script, the handler, the image: each is refused by name.
  expect(failures.every((each) => /CSP|csp/.test(each))).toBe(true);
  expect(complaints.filter((each) => each.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(2);
  await page.close();
});

test('filters show what they say, tell how much it is, and are taken back', async () => {
  const { page, ask } = await open(sampleHome);
  const { decisions, findings } = reportOf(sample);
  expect(await ask(SHOWN)).toBe(`All ${decisions.length} decisions are shown; they cover ${findings.length} findings.`);
  await page.select('select[name=severity]', '0');
  const critical = await ask<Shown>(VISIBLE);
  expect(critical.length).toBeGreaterThan(0);
  expect(critical.every(({ severity }) => severity === '0')).toBe(true);
  const covered = critical.reduce((sum, each) => sum + Number(each.findings), 0);
  expect(await ask(SHOWN)).toBe(
    `${critical.length} of ${decisions.length} decisions are shown; they cover ${covered} findings.`,
  );
  await page.click('button[type=reset]');
  await page.waitForFunction(`${VISIBLE}.length === ${decisions.length}`);
  await page.click('input[name=platform]');
  expect((await ask<Shown>(VISIBLE)).every(({ platform }) => platform === undefined)).toBe(true);
  await page.type('input[name=words]', 'deployment CART runasnonroot');
  const titles = `[...document.querySelectorAll('details.decision:not([hidden]) .title')].map((each) => each.textContent)`;
  expect(await ask(titles)).toEqual(['Deployment shop/cart']);
  await page.click('#open-all');
  expect(await ask(`document.querySelector('details.decision:not([hidden])').open`)).toBe(true);
  await page.close();
});

test('a namespace leads to its decisions', async () => {
  const { page, ask } = await open(sampleHome);
  await page.click('a[data-namespace="shop"]');
  expect(new Set((await ask<Shown>(VISIBLE)).map(({ namespace }) => namespace))).toEqual(new Set(['shop']));
  await page.close();
});

const LEAST_CONTRAST = `(() => {
  const channel = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (each) => {
    const colour = getComputedStyle(each).backgroundColor;
    return /, 0\\)$/.test(colour) && each.parentElement ? behind(each.parentElement) : colour;
  };
  const ratio = (each) => {
    const [dim, bright] = [light(getComputedStyle(each).color), light(behind(each))].sort();
    return (bright + 0.05) / (dim + 0.05);
  };
  return Math.min(...[...document.querySelectorAll('.badge, .soft, dt, a, th, p, strong, .title')].map(ratio));
})()`;

test('words differ from what is behind them, in light and in dark', async () => {
  const { page, ask } = await open(sampleHome);
  const backs = new Set<string>();
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    expect(await ask<number>(LEAST_CONTRAST), value).toBeGreaterThan(4.5);
    backs.add(await ask<string>('getComputedStyle(document.body).backgroundColor'));
  }
  expect(backs.size).toBe(2);
  await page.close();
});

test('nothing is wider than the screen, whatever names there are', async () => {
  for (const home of [sampleHome, treeHome]) {
    const { page, ask } = await open(home);
    await ask(`{ [...document.querySelectorAll('details')].slice(0, 30).forEach((each) => { each.open = true; }); }`);
    for (const width of [360, 700, 1200]) {
      await page.setViewport({ width, height: 800 });
      expect(await ask<number>('document.documentElement.scrollWidth'), String(width)).toBeLessThanOrEqual(width);
    }
    await page.close();
  }
});

test('on paper every decision is open, without the controls, and closed again afterwards', async () => {
  const { page, ask } = await open(sampleHome);
  await page.emulateMediaType('print');
  expect(await ask(`getComputedStyle(document.querySelector('.filters')).display`)).toBe('none');
  const heights = `[...document.querySelectorAll('.finding')].map((each) => each.getBoundingClientRect().height)`;
  expect(Math.min(...(await ask<number[]>(heights)))).toBeGreaterThan(0);
  expect((await page.pdf({ format: 'a4' })).length).toBeGreaterThan(10_000);
  expect(await ask(`document.querySelectorAll('details[open]').length`)).toBe(0);
  await page.close();
});

test('without its script the page shows everything', async () => {
  const { page, ask } = await open(sampleHome, { hasScript: false });
  expect(await ask<Shown>(VISIBLE)).toHaveLength(reportOf(sample).decisions.length);
  expect(await ask(`getComputedStyle(document.querySelector('.filters')).display`)).toBe('none');
  await page.close();
});
