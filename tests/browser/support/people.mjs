// Signing in as the people of the demonstration, and looking at pages as those who cannot see them do.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';

export { expect };

export const account = (key) => JSON.parse(process.env.ACCOUNTS).accounts.find((one) => one.key === key);

/** Fails on anything the browser complains about: scripts, policy, requests that fail for no reason of the test's. */
export const test = base.extend({
  baseURL: async ({}, use) => use(process.env.ADDRESS),
  page: async ({ page }, use) => {
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !/status of (401|403|404|409|412|422)/.test(text)) faults.push(text);
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Signs in on whatever page is open, or on the first. */
export async function signIn(page, key) {
  const { email, password } = account(key);
  await page.goto('/');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My work' })).toBeVisible();
}

export async function signOut(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
}

/** axe finds nothing, and nothing scrolls sideways, at desktop width and at 320 px. */
export async function accessible(page) {
  const size = page.viewportSize();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(found, `${page.url()} at ${width} px`).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways, `${page.url()} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(size);
}
