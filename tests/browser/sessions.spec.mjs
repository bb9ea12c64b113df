// A session that is about to end, one's own sessions, one's own password.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { account, accessible, expect, signIn, test } from './support/people.mjs';

/** The same data served with sessions of a minute, so that nobody waits for a quarter of an hour. */
async function hurried() {
  const port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
  const { SAFEGUARDING_BIN: program, SAFEGUARDING_ASSETS: assets, DATA: data } = process.env;
  const server = spawn(
    program,
    ['serve', '--port', String(port), '--data', data, '--assets', assets, '--session-idle', '60'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const address = `http://127.0.0.1:${port}`;
  await expect(async () => expect((await fetch(`${address}/health/ready`)).ok).toBe(true)).toPass();
  return { address, stop: () => server.kill('SIGTERM') };
}

async function signInAt(page, address, key) {
  const { email, password } = account(key);
  await page.goto(address);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My work' })).toBeVisible();
}

test('a session about to end warns, can be prolonged, and ends without losing what is typed', async ({ page }) => {
  test.setTimeout(240_000);
  const { address, stop } = await hurried();
  try {
    await signInAt(page, address, 'safeguarding');
    await page.goto(`${address}/account/password`);
    const field = page.getByLabel('New password');
    await field.fill('half a sentence that is not');
    const warning = page.getByRole('dialog', { name: 'You will soon be signed out' });
    await expect(warning).toBeVisible({ timeout: 60_000 });
    await warning.getByRole('button', { name: 'Stay signed in' }).click();
    await expect(warning).toBeHidden();
    await expect(field).toHaveValue('half a sentence that is not');

    // Nobody answers the next one.
    await expect(warning).toBeVisible({ timeout: 60_000 });
    await accessible(page);
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await expect(again).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeHidden();
    await expect(field).toBeHidden();
    await accessible(page);
    const { email, password } = account('safeguarding');
    await again.getByLabel('Email address').fill(email);
    await again.getByLabel('Password', { exact: true }).fill(password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await expect(again).toBeHidden();
    await expect(field).toBeVisible();
    await expect(field).toHaveValue('half a sentence that is not');
  } finally {
    stop();
  }
});

test('another session is ended after a fresh sign-in', async ({ page, browser }) => {
  const elsewhere = await browser.newPage({ baseURL: process.env.ADDRESS });
  await signIn(elsewhere, 'manager');
  await signIn(page, 'manager');
  await page.getByRole('link', { name: 'Your sign-in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where you are signed in' })).toBeVisible();
  await accessible(page);
  // As if the password had been given long ago: the first refusal is the server's own words, changed by nobody else.
  let asked = false;
  await page.route('**/api/v1/account/sessions/*', async (route) => {
    if (asked) return route.continue();
    asked = true;
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'urn:safeguarding-reviews:problem:fresh_sign_in_needed',
        title: 'Enter your password to go on',
        status: 403,
        code: 'fresh_sign_in_needed',
        detail: 'Give the password.',
      }),
    });
  });
  await page.getByRole('button', { name: /^End/ }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Enter your password to go on' });
  await expect(dialog).toBeVisible();
  await accessible(page);
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The password is not right');
  await dialog.getByLabel('Password', { exact: true }).fill(account('manager').password);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The session is ended.')).toBeVisible();
  await elsewhere.goto('/incidents');
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await elsewhere.close();
});

test('a password is changed, with the rules said and every other session ended', async ({ page, browser }) => {
  const elsewhere = await browser.newPage({ baseURL: process.env.ADDRESS });
  await signIn(elsewhere, 'learning_panel');
  await signIn(page, 'learning_panel');
  await page.goto('/account/password');
  await expect(page.getByText('Use 12 to 128 characters')).toBeVisible();
  await accessible(page);
  const { password } = account('learning_panel');
  const change = async (current, wanted) => {
    await page.getByLabel('The password you have').fill(current);
    await page.getByLabel('New password').fill(wanted);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change(password, 'too short');
  await expect(page.getByRole('alert')).toContainText('Use 12 characters or more');
  await accessible(page);
  await change(password, 'qwertyqwerty');
  await expect(page.getByRole('alert')).toContainText('people guess first');
  await change('not the password', 'an invented password for a test');
  await expect(page.getByRole('alert')).toContainText('The password is not right');
  await change(password, 'an invented password for a test');
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await elsewhere.goto('/incidents');
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await elsewhere.close();
  // As it was, for the tests that follow.
  await page.goto('/account/password');
  await change('an invented password for a test', password);
  await expect(page.getByText('Your password is changed.')).toBeVisible();
});
