// API clients: an administrator makes one, another confirms it, and the system uses it as the integrator's guide says.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { accessible, expect, signIn, signOut, test } from './support/people.mjs';

const lastDay = new Date(Date.now() + 200 * 86_400_000);

/** Makes an API client for the whole country that reports and reads; answers with its id and secret. */
async function make(page, name) {
  await page.goto('/admin/api-clients');
  await page.getByRole('link', { name: 'Make an API client' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Make an API client' })).toBeVisible();
  await page.getByLabel('What is the system called?').fill(name);
  await page.getByLabel('Whom to call').fill('Invented Contact, 01632 960000');
  await page.getByLabel('Report incidents').check();
  await page.getByLabel('Read summaries').check();
  await page.getByLabel('Everywhere').check();
  await page.getByLabel('Day', { exact: true }).fill(String(lastDay.getDate()));
  await page.getByLabel('Month').fill(String(lastDay.getMonth() + 1));
  await page.getByLabel('Year').fill(String(lastDay.getFullYear()));
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `A secret for ${name}` })).toBeVisible();
  const [id, secret] = [await page.locator('#client-id').innerText(), await page.locator('#secret').innerText()];
  expect(secret).toMatch(/^srs_[0-9a-f]{64}$/);
  return { id, secret };
}

function token(id, secret) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  return fetch(`${process.env.ADDRESS}/oauth/token`, { method: 'POST', body: form });
}

test('an API client from its making to its end, and the integrator’s guide runs as it is written', async ({ page, context }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'API clients', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API clients' })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Make an API client' }).click();
  await accessible(page);
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose what it may do');
  await accessible(page);

  const { id, secret } = await make(page, 'Invented police system');
  await accessible(page);
  await page.getByRole('button', { name: 'Copy Secret' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  expect((await token(id, secret)).status).toBe(401);
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Invented police system' })).toBeVisible();
  await expect(page.getByText('Another administrator has to confirm it').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);
  await page.goBack();
  expect(await page.content()).not.toContain(secret);
  await signOut(page);

  await signIn(page, 'admin_second');
  await page.getByRole('link', { name: 'Second administrator' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'API clients' })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Invented police system' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('You confirmed it')).toBeVisible();
  await accessible(page);

  const guide = readFileSync(new URL('../../docs/integrators.md', import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  const said = execFileSync('bash', ['-e'], {
    input: blocks.join('\n'),
    env: { ...process.env, SERVER: process.env.ADDRESS, CLIENT_ID: id, CLIENT_SECRET: secret },
    encoding: 'utf8',
  });
  const lines = said.trim().split('\n');
  expect(lines).toContain('summary');
  expect(lines).toContain('"pointer":"/circumstances"');
  expect(lines.slice(-2)).toEqual(['invalid_token', 'invalid_client']);
  const { reference } = JSON.parse(lines[0]);
  expect(lines.slice(1)).toContain(reference);

  // The old secret goes once the system has gone over to a new one.
  await page.getByRole('link', { name: 'Make a new secret' }).click();
  await accessible(page);
  await page.getByRole('button', { name: 'Make the secret' }).click();
  const second = await page.locator('#secret').innerText();
  expect((await token(id, second)).status).toBe(401);
  await page.getByRole('link', { name: 'I have copied it' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Working' });
  await row.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByRole('heading', { name: 'Are you sure?' })).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Yes, go on' }).click();
  await expect(page.getByText('The secret is taken back')).toBeVisible();
  expect((await token(id, secret)).status).toBe(401);

  await page.getByRole('link', { name: 'Change what it may do' }).click();
  await expect(page.getByLabel('Read summaries')).toBeChecked();
  await accessible(page);
  await page.getByLabel('Read summaries').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The change is saved')).toBeVisible();
  await page.getByRole('button', { name: 'End this API client' }).click();
  await page.getByRole('button', { name: 'No, go back' }).click();
  await page.getByRole('button', { name: 'End this API client' }).click();
  await page.getByRole('button', { name: 'Yes, go on' }).click();
  await expect(page.getByText('The API client is ended')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End this API client' })).toHaveCount(0);
  await signOut(page);

  await signIn(page, 'safeguarding');
  await expect(page.getByRole('link', { name: 'API clients', exact: true })).toHaveCount(0);
  await page.goto('/incidents');
  await page.getByRole('link', { name: reference }).click();
  await expect(page.getByText('Invented police system (system)').first()).toBeVisible();
});
