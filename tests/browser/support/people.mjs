// Signing in as the people of the demonstration, and looking at pages as those who cannot see them do.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Person } from './api.mjs';

export { expect };

export const account = (key) => JSON.parse(process.env.ACCOUNTS).accounts.find((one) => one.key === key);

const holidays = readFileSync(new URL('../../../shared/data/england-bank-holidays.csv', import.meta.url), 'utf8');
const date = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' });
const isWeekend = [0, 6].includes(new Date(date).getUTCDay());

/** For tests that need somebody to be reminded today: nobody is on weekends and bank holidays, by the machine's clock. */
export const dayOff = [
  isWeekend || holidays.split('\n').some((line) => line.startsWith(date)),
  'nobody is reminded of anything on a day on which nobody works',
];

/** Fails on anything the browser complains about: scripts, policy, requests that fail for no reason of the test's. */
export function watched(page, faults) {
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/status of (401|403|404|409|412|422)|ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(text)) faults.push(text);
  });
  return page;
}

export const test = base.extend({
  baseURL: async ({}, use) => use(process.env.ADDRESS),
  page: async ({ page }, use) => {
    const faults = [];
    await use(watched(page, faults));
    expect(faults).toEqual([]);
  },
});

/** Signs in on whatever page is open, or on the first. */
export async function signIn(page, key, { email, password } = account(key)) {
  await page.goto('/');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await heading(page, 'My work');
}

export async function signOut(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, 'Sign in');
}

/** Comes to an address as someone who has signed in already. */
export async function enter(page, key, address = '/') {
  const person = await Person.as(key);
  await person.enter(page.context());
  await page.goto(address);
  await expect(page.getByText(`Signed in as ${person.staff.name}`)).toBeVisible();
  return person;
}

/** The page has arrived and is this one. */
export async function heading(page, name) {
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
}

/** The page has arrived, whichever it is, and reads nothing more from the server. */
export async function settled(page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.app-skeleton, [aria-busy=true]')).toHaveCount(0);
}

/** axe finds nothing, and nothing scrolls sideways, at desktop width and at 400 % zoom, where that is 320 px. */
export async function accessible(page) {
  const size = page.viewportSize();
  for (const [width, height] of [[1280, 1024], [320, 256]]) {
    await page.setViewportSize({ width, height });
    const { violations } = await new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(found, `${page.url()} at ${width} px`).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways, `${page.url()} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(size);
}

/** Nothing of a case stays in the browser. */
export async function keepsNothing(page) {
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, cookies: '' });
}
