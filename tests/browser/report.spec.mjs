// Reporting an incident: what is typed is kept on the server, and survives a reload.
import { accessible, expect, signIn, test } from './support/people.mjs';

test('a report is kept as it is typed, and says what is missing', async ({ page }) => {
  await signIn(page, 'customer_services');
  await page.getByRole('link', { name: 'Report an incident' }).first().click();
  await accessible(page);
  await page.getByRole('button', { name: /start/i }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What happened' })).toBeVisible();
  await page.getByLabel('Serious injury').check();
  await expect(page.getByText(/^Saved at/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Serious injury')).toBeChecked();
  await page.getByRole('button', { name: 'Continue' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Choose who told us');
  await expect(page.getByLabel('Serious injury')).toBeChecked();
  await accessible(page);
  await summary.getByRole('link', { name: 'Choose who told us' }).click();
  await expect(page.getByLabel('Who told us?')).toBeFocused();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});
