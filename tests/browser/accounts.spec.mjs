// An administrator's day: from inviting a person to deactivating them.
import { accessible, expect, signIn, test } from './support/people.mjs';

const PASSWORD = 'invented words of their own';

/** A browser of somebody else's. */
async function elsewhere(browser, baseURL) {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  return context.newPage();
}

/** A new person with a role that needs nobody else. */
async function colleague(page, name) {
  const { csrf_token } = await (await page.request.get('/api/v1/session')).json();
  const add = (path, data) =>
    page.request.post(path, { data, headers: { 'X-CSRF-Token': csrf_token, 'Idempotency-Key': crypto.randomUUID() } });
  const person = { name, email: 'colleague@example.org', employment: 'employee', specialist: false };
  const { id } = await (await add('/api/v1/staff', person)).json();
  const role = { role: 'learning_panel', scope: { kind: 'national' }, from: '2026-01-05', to: null };
  expect((await add(`/api/v1/staff/${id}/grants`, role)).status()).toBe(201);
}

async function use(page, link) {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Set your password' })).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('The same password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
}

test('an administrator invites, gives a role and deactivates', async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000);
  await signIn(page, 'admin');

  // Adding a person; a mistake keeps what was typed.
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('link', { name: 'Add a person' }).click();
  await page.getByLabel('Full name').fill('Invented Newcomer');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Enter an e-mail address');
  await accessible(page);
  await expect(page.getByLabel('Full name')).toHaveValue('Invented Newcomer');
  await page.getByLabel('Work email address').fill('newcomer@example.org');
  await page.getByLabel('Employee').check();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Account of Invented Newcomer' })).toBeVisible();
  const accountPage = page.url();

  // The invitation: shown once, used once.
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toContain('/set-password#');
  await expect(page.getByText('Has a sign-in link')).toBeVisible();
  await accessible(page);
  const newcomer = await elsewhere(browser, baseURL);
  await newcomer.goto(link);
  await accessible(newcomer);
  expect(newcomer.url()).not.toContain('#');
  await newcomer.goto('/');
  await use(newcomer, link);
  await expect(newcomer.getByRole('heading', { level: 1, name: 'No role yet' })).toBeVisible();
  await accessible(newcomer);
  const late = await elsewhere(browser, baseURL);
  await use(late, link);
  await expect(late.getByRole('alert')).toContainText('This link does not work');
  await accessible(late);

  // A role that needs a second administrator.
  await page.goto(accountPage);
  await expect(page.getByText('Can sign in')).toBeVisible();
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.getByRole('link', { name: 'Give a role' }).click();
  await page.getByLabel('Role', { exact: true }).selectOption('safeguarding');
  await expect(page.getByText('A second administrator has to confirm this role.')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Give the role' }).click();
  await expect(page.getByText('Waits for a second administrator', { exact: true })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'See what it waits for' }).click();
  await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  await newcomer.reload();
  await expect(newcomer.getByRole('heading', { level: 1, name: 'No role yet' })).toBeVisible();

  const second = await elsewhere(browser, baseURL);
  await signIn(second, 'admin_second');
  await second.getByRole('link', { name: 'Second administrator' }).click();
  await accessible(second);
  await second.getByRole('link', { name: /Give Invented Newcomer the role Safeguarding/ }).click();
  await expect(second.getByRole('button', { name: 'Confirm' })).toBeVisible();
  await second.getByRole('button', { name: 'Refuse' }).click();
  await expect(second.getByRole('alert')).toContainText('Enter a reason');
  await accessible(second);
  await second.getByRole('button', { name: 'Confirm' }).click();
  await expect(second.getByText('It is confirmed.')).toBeVisible();
  await expect(second.getByText('No role, deputy or sign-in link waits.')).toBeVisible();

  await newcomer.reload();
  await expect(newcomer.getByRole('heading', { level: 1, name: 'My work' })).toBeVisible();
  await newcomer.getByRole('link', { name: 'Incidents', exact: true }).click();
  await expect(newcomer.getByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();

  // An administrator sees no incident, and ends the account.
  await page.goto(accountPage);
  await page.getByRole('link', { name: 'Deactivate the account' }).click();
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter a reason');
  await page.getByLabel('Why?').fill('Invented reason.');
  await accessible(page);
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByText('Invented reason.')).toBeVisible();
  await expect(page.getByText('Nothing that somebody else would have to take over.')).toBeVisible();
  await accessible(page);
  await newcomer.getByRole('link', { name: 'People', exact: true }).first().click();
  await expect(newcomer.getByRole('heading', { name: 'Sign in again' })).toBeVisible();
});

test('an administrator changes a person, their team and line manager, and ends a role', async ({ page }) => {
  await signIn(page, 'admin');
  const name = 'Invented Colleague';
  await colleague(page, name);
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByLabel('Find a person').fill(name);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await accessible(page);
  for (const [words, title, button] of [
    ['Change what is recorded', 'Change a person', 'Save'],
    ['Change the team', 'Change the team', 'Save the team'],
    ['Change the line manager', 'Change the line manager', 'Save the line manager'],
  ]) {
    await page.getByRole('link', { name: words }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('button', { name: button })).toBeVisible();
    await accessible(page);
    await page.getByRole('link', { name: 'Back', exact: true }).click();
  }
  await page.getByRole('link', { name: /End the role/ }).first().click();
  await page.getByRole('button', { name: 'End the role' }).click();
  await expect(page.getByText('The last day of the role is set.')).toBeVisible();
  await expect(page.getByText('Ended', { exact: true })).toBeVisible();
});

test('an administrator sets up an area and names a deputy, who waits', async ({ page }) => {
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('link', { name: 'Areas', exact: true }).click();
  await page.getByRole('link', { name: 'Add an area' }).click();
  await page.getByRole('button', { name: 'Add the area' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter a name');
  await accessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Invented Isles');
  await page.getByRole('button', { name: 'Add the area' }).click();
  await page.getByRole('link', { name: 'Invented Isles' }).click();
  await page.getByRole('link', { name: 'Add a team' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Invented Harbour');
  await accessible(page);
  await page.getByRole('button', { name: 'Add the team' }).click();
  await expect(page.getByRole('cell', { name: 'Invented Harbour' }).or(page.getByText('Invented Harbour'))).toBeVisible();
  await page.getByRole('link', { name: 'Put a local authority into this area' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose the local authority');
  await accessible(page);
  await page.getByLabel('Local authority').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 local authority')).toBeVisible();
  await page.getByRole('link', { name: 'Name a deputy' }).click();
  await page.getByRole('combobox', { name: 'Deputy' }).pressSequentially('Demo');
  await page.getByRole('option').first().click();
  await accessible(page);
  await page.getByRole('button', { name: 'Name the deputy' }).click();
  await expect(page.getByText('Waits for a second administrator', { exact: true })).toBeVisible();
  await accessible(page);
});
