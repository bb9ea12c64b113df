// The audit log: safeguarding finds who has looked at a record, and everyone finds what they opened themselves.
import { accessible, expect, signIn, signOut, test } from './support/people.mjs';

test('safeguarding finds who has looked at a record, and the search stands in the log', async ({ page }) => {
  await signIn(page, 'od_north');
  await page.goto('/incidents');
  const first = page.locator('main table tbody a').first();
  const reference = (await first.innerText()).trim();
  await first.click();
  await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible();
  await page.goto('/account/access');
  await expect(page.getByRole('heading', { level: 1, name: 'What you have opened' })).toBeVisible();
  await expect(page.getByRole('link', { name: reference }).first()).toBeVisible();
  await accessible(page);
  await signOut(page);

  await signIn(page, 'safeguarding');
  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await page.getByLabel('Incident reference').fill(reference);
  await page.getByLabel('What was done').selectOption({ label: 'Opened an incident' });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('main table tbody tr').first()).toContainText(reference);
  expect(page.url(), 'nothing of the search is in the address').not.toContain('SI-');
  await accessible(page);

  await page.getByLabel('Incident reference').fill('');
  await page.getByLabel('What was done').selectOption({ label: 'Searched the audit log' });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.locator('main table tbody tr').first()).toContainText('Searched the audit log');

  await page.goto('/incidents');
  await page.getByRole('link', { name: reference }).first().click();
  await page.getByRole('link', { name: 'Who has looked at this record' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Who has looked at this record' })).toBeVisible();
  await expect(page.locator('main table tbody tr').first()).toBeVisible();
  await accessible(page);
});

test('what cannot be searched for is said, and what was typed stays', async ({ page }) => {
  await signIn(page, 'safeguarding');
  await page.goto('/audit');
  await page.getByLabel('Incident reference').fill('SI-2008-0042');
  const later = page.getByRole('group', { name: 'On this day or later' });
  await later.getByLabel('Day').fill('31');
  await later.getByLabel('Month').fill('2');
  await later.getByLabel('Year').fill('2026');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('The first day must be a real date');
  await expect(page.getByLabel('Incident reference')).toHaveValue('SI-2008-0042');
  await accessible(page);
});

test('an administrator sees grants and sign-ins only; a practitioner is not offered the log', async ({ page }) => {
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  const rows = page.locator('main table tbody tr');
  await expect(rows.first()).toBeVisible();
  await expect(page.locator('main table')).not.toContainText('incident');
  await accessible(page);
  await signOut(page);
  await signIn(page, 'practitioner');
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
});
