// Signing in and out.
import { account, accessible, expect, signIn, signOut, test } from './support/people.mjs';

test('the first page says that all is invented, and the browser has nothing to complain of', async ({ page }) => {
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('All people and incidents here are invented.')).toBeVisible();
  await expect(page.getByText('This is a demonstration.')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a wrong password and an unknown person get the same words, and what was typed stays', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await accessible(page);
  const words = [];
  for (const email of [account('practitioner').email, 'nobody@demo.invalid']) {
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const summary = page.locator('.govuk-error-summary');
    await expect(summary).toBeVisible();
    words.push(await summary.innerText());
    await expect(page.getByLabel('Email address')).toHaveValue(email);
    await accessible(page);
  }
  expect(words[0]).toBe(words[1]);
});

test('one signs in, is told that all is invented, and signs out', async ({ page }) => {
  await signIn(page, 'safeguarding');
  await expect(page.getByText(/invented/i).first()).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();
  await signOut(page);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});
