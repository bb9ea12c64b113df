// One incident: finding it, what happens next, and what one does there.
import { choose, done, press } from './form.mjs';
import { expect, heading, settled } from './people.mjs';

/** Finds an incident among the incidents by its reference. */
export async function find(page, reference) {
  await page.getByRole('link', { name: 'Incidents', exact: true }).first().click();
  await heading(page, 'Incidents');
  await page.getByLabel('Words').fill(reference);
  await press(page, 'Apply filters');
  // The link was there before too: clicked while the list is drawn anew, it leads nowhere.
  await settled(page);
  await page.getByRole('link', { name: reference, exact: true }).click();
  await heading(page, reference);
}

/** Opens the page to do something, from the incident's page. */
export async function go(page, link) {
  await page.getByRole('main').getByRole('link', { name: link, exact: true }).first().click();
}

/** What happens next, as the page says it. */
export function next(page) {
  return page.getByRole('region').filter({ hasText: 'What happens next' }).or(page.locator('.app-card--turn')).first();
}

/** The stage that the page shows. */
export async function stage(page, words) {
  await expect(page.locator('h1 + p .govuk-tag').first()).toHaveText(words);
}

/** Records an immediate step as done, and comes back to the incident. */
export async function doStep(page, title, note) {
  await page.locator('.govuk-task-list').getByRole('link', { name: title, exact: true }).click();
  await heading(page, title);
  await choose(page, 'How does it stand?', 'Done');
  await page.getByLabel('What was done, or why it does not apply').fill(note);
  await press(page, 'Save');
  await done(page, `Recorded: ${title}.`);
}
