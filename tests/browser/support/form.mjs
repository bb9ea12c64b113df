// Filling forms in as people do: by the words beside the fields.
import { expect } from './people.mjs';

/** Chooses an answer to a question with radios. */
export async function choose(page, question, answer) {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check();
}

/** Types a date into its three boxes. */
export async function date(page, question, [day, month, year]) {
  const group = page.getByRole('group', { name: question });
  await group.getByLabel('Day').fill(String(day));
  await group.getByLabel('Month').fill(String(month));
  await group.getByLabel('Year').fill(String(year));
}

/** Types into a box that finds things, and takes the line with these words. */
export async function look(page, label, text, line = text) {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.fill(text);
  await page.getByRole('listbox', { name: label }).getByRole('option', { name: line }).first().click();
  await expect(box).toHaveAttribute('aria-expanded', 'false');
}

export async function press(page, button) {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** The summary of what is to be mended has the focus. */
export async function problems(page, words) {
  const summary = page.locator('.govuk-error-summary').filter({ hasText: words });
  await expect(summary).toBeFocused();
  return summary;
}

/** Says what was done, with the focus on it. */
export async function done(page, words) {
  const banner = page.locator('#done-banner');
  await expect(banner).toContainText(words);
  await expect(banner).toBeFocused();
}

/** Three boxes' worth of a day so many days ago. */
export function ago(days) {
  const day = new Date(Date.now() - days * 86_400_000);
  return [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()];
}
