// An administrator changes a clock from a day on, and takes it back.
import { accessible, expect, signIn, test } from './support/people.mjs';

test('a clock is set from a coming day and withdrawn', async ({ page }) => {
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Triage' })).toBeVisible();
  await accessible(page);

  // A mistake keeps what was typed and says how to mend it.
  await page.getByRole('link', { name: 'Change ‘Triage’' }).click();
  await expect(page.getByText('Now: 1 working day')).toBeVisible();
  await page.getByLabel('How long?').fill('three');
  await page.getByRole('button', { name: 'Save the new value' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter how long, as a whole number');
  await expect(page.getByRole('alert')).toContainText('Enter the first day');
  await expect(page.getByLabel('How long?')).toHaveValue('three');
  await accessible(page);

  // From a day to come, so that no other test's clock is touched.
  const coming = new Date(Date.now() + 40 * 86_400_000);
  await page.getByLabel('How long?').fill('3');
  await page.getByLabel('Day', { exact: true }).fill(String(coming.getDate()));
  await page.getByLabel('Month', { exact: true }).fill(String(coming.getMonth() + 1));
  await page.getByLabel('Year', { exact: true }).fill(String(coming.getFullYear()));
  await page.getByRole('button', { name: 'Save the new value' }).click();
  await expect(page.getByText('The new value is saved.')).toBeVisible();
  await expect(page.getByText('3 working days, from')).toBeVisible();
  await accessible(page);

  await page.getByRole('link', { name: 'Withdraw the value from' }).click();
  await expect(page.getByText('Withdraw: 3 working days')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(page.getByText('The value is withdrawn.')).toBeVisible();
  await expect(page.getByText('3 working days, from')).toHaveCount(0);
});

test('an administrator says from which day on authors must be trained', async ({ page }) => {
  await signIn(page, 'admin');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Change ‘Authors must be trained’' }).click();
  await expect(page.getByText('Now: Not required')).toBeVisible();
  await accessible(page);
  await page.getByRole('button', { name: 'Save the new value' }).click();
  await expect(page.getByRole('alert')).toContainText('Enter the day, or choose that it is not required');

  const type = async (question, date) => {
    const group = page.getByRole('group', { name: question });
    await group.getByLabel('Day', { exact: true }).fill(String(date.getDate()));
    await group.getByLabel('Month', { exact: true }).fill(String(date.getMonth() + 1));
    await group.getByLabel('Year', { exact: true }).fill(String(date.getFullYear()));
  };
  // From a day to come, so that no other test's author is touched.
  const coming = new Date(Date.now() + 40 * 86_400_000);
  await type('Required from which day?', coming);
  await type('From which day does this hold?', coming);
  await page.getByRole('button', { name: 'Save the new value' }).click();
  await expect(page.getByText('The new value is saved.')).toBeVisible();
  await page.getByRole('link', { name: 'Withdraw the value from' }).click();
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(page.getByText('The value is withdrawn.')).toBeVisible();

  await page.getByRole('link', { name: 'Change ‘Authors must be trained’' }).click();
  await page.getByLabel('Not required').check();
  await expect(page.getByRole('group', { name: 'Required from which day?' })).toHaveCount(0);
  await accessible(page);
});
