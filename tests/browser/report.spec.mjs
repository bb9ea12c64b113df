// Reporting an incident: what is typed is kept on the server, and nothing is lost.
import { Person } from './support/api.mjs';
import { press, problems } from './support/form.mjs';
import { account, accessible, enter, expect, heading, keepsNothing, test, watched } from './support/people.mjs';
import { begin, saved, send, shortReport } from './support/report.mjs';

/** How many incidents hold these words of what happened. */
async function holding(words) {
  const safeguarding = await Person.as('safeguarding');
  const { count } = await safeguarding.send('POST', 'incidents/search/count', { text: words });
  return count;
}

test('a report says what is missing, and each line leads to its field', async ({ page }) => {
  await enter(page, 'customer_services');
  await begin(page);
  await accessible(page);
  await page.getByLabel('Serious injury').check();
  await press(page, 'Continue');
  const summary = await problems(page, 'Choose who told us');
  await expect(page.getByLabel('Serious injury')).toBeChecked();
  expect(await page.title()).toMatch(/^Error: What happened/);
  await accessible(page);
  for (const [words, field] of [
    ['Choose who told us', page.getByLabel('Who told us?')],
    ['Choose the kind of proceedings', page.getByLabel('Public law')],
  ]) {
    await summary.getByRole('link', { name: words }).click();
    await expect(field).toBeFocused();
  }
});

test('what is typed is there after the tab was closed, in any browser', async ({ page, browser }) => {
  await enter(page, 'customer_services');
  await begin(page);
  const address = page.url();
  await page.getByLabel('Serious injury').check();
  await page.getByLabel('Who told us?').selectOption('Police');
  await saved(page);
  await keepsNothing(page);
  await page.close();

  const other = await browser.newContext({ baseURL: process.env.ADDRESS });
  const faults = [];
  const anew = watched(await other.newPage(), faults);
  await enter(anew, 'customer_services');
  const draft = anew.getByRole('link', { name: /^Report last saved/ });
  await expect(draft.first()).toBeVisible();
  await anew.goto(address);
  await expect(anew.getByLabel('Serious injury')).toBeChecked();
  await expect(anew.getByLabel('Who told us?')).toHaveValue('police');
  await press(anew, 'Delete this report');
  await press(anew, 'Delete it');
  await heading(anew, 'My work');
  await anew.goto(address);
  await heading(anew, 'This report is no longer here');
  expect(faults).toEqual([]);
  await other.close();
});

test('a report whose answer was lost is sent again and becomes one record', async ({ page }) => {
  await enter(page, 'customer_services');
  const words = `Lostanswer${Date.now()}`;
  await shortReport(page, { circumstances: words });
  let sendings = 0;
  await page.route('**/api/v1/incidents', async (route) => {
    sendings += 1;
    if (sendings > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await press(page, 'Send the report');
  await problems(page, 'nothing is saved twice');
  await send(page);
  expect(sendings).toBe(2);
  expect(await holding(words)).toBe(1);
  await keepsNothing(page);
});

test('the session ends in the middle of a report: signed in again, nothing is lost', async ({ page, context }) => {
  const writer = await Person.fresh('customer_services');
  await writer.enter(context);
  await page.goto('/');
  const words = `Endedsession${Date.now()}`;
  await shortReport(page, { circumstances: words });
  await writer.send('DELETE', 'session');
  await press(page, 'Send the report');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await accessible(page);
  const { email, password } = account('customer_services');
  await dialog.getByLabel('Email address').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await press(dialog, 'Sign in');
  await problems(dialog, 'is not right');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await press(dialog, 'Sign in');
  await heading(page, 'Incident reported');
  expect(await holding(words)).toBe(1);
  await keepsNothing(page);
});

test('the same report in two tabs: both texts are shown, and one is chosen', async ({ page, context }) => {
  await enter(page, 'customer_services');
  await shortReport(page, { circumstances: 'As it was' });
  await page.getByRole('link', { name: /^Change what is known/ }).click();
  const here = page.getByLabel('What is known about what happened?');
  await expect(here).toHaveValue('As it was');
  const faults = [];
  const other = watched(await context.newPage(), faults);
  await other.goto(page.url());
  const there = other.getByLabel('What is known about what happened?');
  await expect(there).toHaveValue('As it was');
  await there.fill('Typed in the other tab');
  await press(other, 'Continue');
  await heading(other, 'Check your answers');
  await saved(other);

  await here.fill('Typed in this tab');
  const rival = page.locator('#rival');
  await expect(rival).toBeFocused();
  const row = rival.getByRole('row').filter({ hasText: 'What is known' });
  await expect(row).toContainText('Typed in this tab');
  await expect(row).toContainText('Typed in the other tab');
  await accessible(page);
  await press(rival, 'Keep what is on this page');
  await saved(page);
  await other.reload();
  await expect(other.getByText('Typed in this tab')).toBeVisible();
  expect(faults).toEqual([]);
});
