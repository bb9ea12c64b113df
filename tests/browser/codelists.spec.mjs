// An administrator adds a code, which reports then offer, and ends it, which old records outlive.
import { choose, done, press, problems } from './support/form.mjs';
import { find } from './support/incident.mjs';
import { accessible, expect, heading, signIn, signOut, test } from './support/people.mjs';
import { begin, saved, send, shortReport } from './support/report.mjs';

const told = (page) => page.locator('.govuk-summary-list__row').filter({ hasText: /^By/ }).first();
const offered = (page) => page.getByLabel('Who told us?').getByRole('option', { name: 'Fire service' });

test('a code is added, chosen, renamed and ended', async ({ page }) => {
  test.setTimeout(240_000);
  let reference;
  let draft;

  await test.step('an administrator adds it', async () => {
    await signIn(page, 'admin');
    await page.getByRole('link', { name: 'Codelists', exact: true }).click();
    await heading(page, 'Codelists');
    await expect(page.getByRole('heading', { level: 2, name: 'Who told us' })).toBeVisible();
    await expect(page.getByRole('row', { name: /School or nursery/ })).toContainText('No longer: ended on');
    await accessible(page);

    // A mistake keeps what was typed and says how to mend it.
    await page.getByRole('link', { name: 'Add a code to ‘Who told us’' }).click();
    await heading(page, 'Add a code');
    await expect(page.getByText('To the list ‘Who told us’')).toBeVisible();
    await page.getByLabel('Code', { exact: true }).fill('Fire');
    await press(page, 'Add the code');
    const summary = await problems(page, 'There is a problem');
    await expect(summary).toContainText('Enter the label');
    await expect(summary).toContainText('Enter the code: small letters');
    await accessible(page);
    await page.getByLabel('Label').fill('Police');
    await page.getByLabel('Code', { exact: true }).fill('constabulary');
    await press(page, 'Add the code');
    await problems(page, 'Another code is called ‘Police’ at the same time');
    await page.getByLabel('Label').fill('Fire service');
    await page.getByLabel('Code', { exact: true }).fill('police');
    await press(page, 'Add the code');
    await problems(page, 'The list has, or had, this code.');
    await page.getByLabel('Code', { exact: true }).fill('fire_service');
    await press(page, 'Add the code');
    await done(page, 'The code is added.');
    await heading(page, 'Fire service');
    await accessible(page);
    await signOut(page);
  });

  await test.step('it is offered in the report form', async () => {
    await signIn(page, 'customer_services');
    await shortReport(page, { circumstances: 'Invented: the fire service rang.', source: 'Fire service' });
    await expect(page.getByText('Fire service', { exact: true })).toBeVisible();
    reference = await send(page);
    await find(page, reference);
    await expect(told(page)).toContainText('Fire service');
    // Another report is begun with it, and waits.
    await begin(page);
    draft = page.url();
    await page.getByLabel('Who told us?').selectOption('Fire service');
    await choose(page, 'What kind of incident is it?', 'Serious injury');
    await saved(page);
    await signOut(page);
  });

  await test.step('the administrator renames it from a coming day, and ends it at once', async () => {
    await signIn(page, 'admin');
    await page.getByRole('link', { name: 'Codelists', exact: true }).click();
    await page.getByRole('link', { name: 'Fire service', exact: true }).click();
    await page.getByRole('link', { name: 'Change the label' }).click();
    await heading(page, 'Change a label');
    await expect(page.getByText('Now: Fire service (fire_service)')).toBeVisible();
    await accessible(page);
    await press(page, 'Save the new label');
    await problems(page, 'Enter the label');
    const coming = new Date(Date.now() + 40 * 86_400_000);
    await page.getByLabel('New label').fill('Fire and rescue service');
    await page.getByLabel('Day', { exact: true }).fill(String(coming.getDate()));
    await page.getByLabel('Month', { exact: true }).fill(String(coming.getMonth() + 1));
    await page.getByLabel('Year', { exact: true }).fill(String(coming.getFullYear()));
    await press(page, 'Save the new label');
    await done(page, 'The new label is saved.');
    await heading(page, 'Fire service');
    await expect(page.getByRole('row', { name: /Fire and rescue service/ })).toBeVisible();
    await accessible(page);

    await page.getByRole('link', { name: 'End the days on which it may be chosen' }).click();
    await heading(page, 'End a code');
    await expect(page.getByText('Once its last day has passed, a code cannot be used again.')).toBeVisible();
    await accessible(page);
    await press(page, 'Save the last day');
    await done(page, 'The last day of the code is set.');
    await expect(page.getByText('No longer', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Change the label' })).toHaveCount(0);
    await accessible(page);
    await signOut(page);
  });

  await test.step('it is offered no more, and the old incident still shows it', async () => {
    await signIn(page, 'customer_services');
    await find(page, reference);
    await expect(told(page)).toContainText('Fire service');
    // To correct something else, it can be left as it is.
    await page.getByRole('link', { name: 'Correct what was notified' }).click();
    await expect(page.getByRole('radio', { name: 'Fire service', exact: true })).toBeChecked();

    await page.goto(draft);
    await heading(page, 'What happened');
    await expect(page.getByLabel('Who told us?')).toHaveValue('');
    await expect(offered(page)).toHaveCount(0);
    await press(page, 'Continue');
    await problems(page, 'Choose who told us: what was chosen before is not in the list any more');
    await accessible(page);
    await page.getByLabel('Who told us?').selectOption('Police');
    await press(page, 'Continue');
    await expect(page.getByText('Choose who told us')).toHaveCount(0);
  });
});
