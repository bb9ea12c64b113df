// The first part of the main journey without a mouse: every key is one that a person presses.
import { account, expect, heading, test } from './support/people.mjs';
import { saved } from './support/report.mjs';

test('signing in and beginning a report by keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  /** Goes on with the Tab key until this has the focus. */
  const tabTo = async (target) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`the Tab key does not reach ${target}`);
  };
  const pick = async (question, answer) => {
    const group = page.getByRole('group', { name: question });
    await tabTo(group.getByRole('radio').first());
    const chosen = group.getByRole('radio', { name: answer, exact: true });
    await keyboard.press('Space');
    for (let presses = 0; presses < 10 && !(await chosen.isChecked()); presses += 1) await keyboard.press('ArrowDown');
    await expect(chosen).toBeChecked();
  };

  const { email, password } = account('customer_services');
  await page.goto('/');
  await heading(page, 'Sign in');
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await tabTo(page.getByLabel('Email address'));
  await keyboard.type(email);
  await tabTo(page.getByLabel('Password', { exact: true }));
  await keyboard.type(password);
  await keyboard.press('Enter');
  await heading(page, 'My work');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await keyboard.press('Shift+Tab');
  await tabTo(page.getByRole('main').getByRole('link', { name: 'Report an incident' }));
  await keyboard.press('Enter');
  await heading(page, 'Report an incident');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page.getByRole('button', { name: 'Start now' }));
  await keyboard.press('Enter');
  await heading(page, 'What happened');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await tabTo(page.getByRole('button', { name: 'Continue' }));
  await keyboard.press('Enter');
  await expect(page.locator('.govuk-error-summary')).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'What kind of incident is it?' }).getByRole('radio').first()).toBeFocused();
  await keyboard.press('Shift+Tab');

  await pick('What kind of incident is it?', 'Serious injury');
  await pick('How well is the date of the incident known?', 'Not known');
  await tabTo(page.getByLabel('Who told us?'));
  await keyboard.type('Police');
  const authority = page.getByRole('combobox', { name: 'Local authority (optional)' });
  await tabTo(authority);
  await keyboard.type('leed');
  await expect(page.getByRole('option', { name: 'Leeds' })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(authority).toHaveValue('Leeds');
  await pick('Are there court proceedings?', 'Public law');
  await pick('Is there media interest?', 'No');
  await pick('Is serious criticism of our work expected?', 'No');
  await tabTo(page.getByRole('button', { name: 'Continue' }));
  await keyboard.press('Enter');
  await heading(page, 'The children');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await tabTo(page.getByRole('button', { name: 'Delete this report' }));
  await saved(page);
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Delete this unfinished report?' });
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Delete this report' })).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(dialog.getByRole('button', { name: 'Delete it' }));
  await keyboard.press('Enter');
  await heading(page, 'My work');
});
