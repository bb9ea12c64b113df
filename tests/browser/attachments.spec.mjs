// Files attached to a management review: added, had again byte for byte, refused with words that help, and removed.
import { readFileSync } from 'node:fs';
import { Person } from './support/api.mjs';
import { press, problems } from './support/form.mjs';
import { accessible, enter, expect, heading, keepsNothing, settled, test } from './support/people.mjs';
import { act, write } from './support/reviews.mjs';
import { AUTHOR, commissioned } from './support/writing.mjs';

const PDF = Buffer.from('%PDF-1.7\nInvented words.\n%%EOF\n');
const box = (page) => page.getByLabel('Attach a file');
const said = (page) => page.locator('#files-said');
const link = (page, name) => page.getByRole('link', { name, exact: true });

/** Comes to the files of a review, as its author. */
async function files(page, id) {
  await enter(page, AUTHOR, `/management-reviews/${id}/write?part=files`);
  await heading(page, 'Writing room');
  await settled(page);
}

/** Chooses a file and sends it. */
async function upload(page, name, buffer, mimeType = 'application/pdf') {
  await box(page).setInputFiles({ name, mimeType, buffer });
  await press(page, 'Upload');
}

test('a file is attached, had again byte for byte, and removed with a reason', async ({ page }) => {
  const { id } = await commissioned();
  await files(page, id);
  await expect(page.getByText('There are no files.')).toBeVisible();
  await expect(box(page)).toHaveAccessibleDescription(/PDF, PNG.*10 MB or smaller/);
  await upload(page, 'Notes “A” ü.pdf', PDF);
  await expect(said(page)).toHaveText('Notes “A” ü.pdf is attached.');
  await expect(box(page)).toHaveValue('');
  const row = page.getByRole('row', { name: 'Notes “A” ü.pdf' });
  await expect(row).toContainText('PDF');
  await expect(row).toContainText('Less than 1 KB');
  await accessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), link(page, 'Notes “A” ü.pdf').click()]);
  expect(download.suggestedFilename()).toBe('Notes “A” ü.pdf');
  expect(readFileSync(await download.path()).equals(PDF)).toBe(true);

  await page.getByRole('button', { name: 'Remove Notes “A” ü.pdf' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove this file?' });
  await expect(dialog).toContainText('Notes “A” ü.pdf');
  await press(dialog, 'Remove it');
  await problems(dialog, 'Enter a reason');
  await accessible(page);
  await dialog.getByLabel('Why is it removed?').fill('It is of another case.');
  await press(dialog, 'Remove it');
  await expect(dialog).toBeHidden();
  await expect(said(page)).toHaveText('Notes “A” ü.pdf was removed.');
  await expect(page.getByRole('heading', { name: 'Attached files' })).toBeFocused();
  await expect(link(page, 'Notes “A” ü.pdf')).toHaveCount(0);
  await page.getByText('1 removed file').click();
  await expect(page.getByText(/removed on .* It is of another case\./)).toBeVisible();
  await accessible(page);
  await keepsNothing(page);
});

test('a file that cannot be attached is refused, and the words say how to mend it', async ({ page }) => {
  const { id } = await commissioned();
  await files(page, id);
  await press(page, 'Upload');
  await problems(page, 'Choose a file');
  await upload(page, 'notes.exe', PDF);
  await problems(page, 'The file must be PDF, PNG');
  await upload(page, 'empty.pdf', Buffer.alloc(0));
  await problems(page, 'The file is empty');
  await upload(page, 'large.pdf', Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]));
  await problems(page, 'The file must be 10 MB or smaller');
  // Only the server looks into a file.
  await upload(page, 'notes.pdf', Buffer.from('These are only words.'));
  const summary = await problems(page, 'Plain text by what is in it');
  await accessible(page);
  await summary.getByRole('link').click();
  await expect(box(page)).toBeFocused();
  await upload(page, 'notes.txt', Buffer.from('These are only words.'), 'text/plain');
  await expect(said(page)).toHaveText('notes.txt is attached.');
  await expect(page.locator('.govuk-error-summary')).toHaveCount(0);
});

test('whoever reads the text has its files, and changes none', async ({ page, context }) => {
  const { id } = await commissioned();
  await files(page, id);
  await upload(page, 'notes.pdf', PDF);
  await expect(link(page, 'notes.pdf')).toBeVisible();
  await write(AUTHOR, id);
  const author = await Person.as(AUTHOR);
  const { version } = await author.get(`management-reviews/${id}/text`);
  await act(author, id, 'submit', { text_version: version });
  await context.clearCookies();
  await enter(page, 'safeguarding', `/management-reviews/${id}/text`);
  await settled(page);
  const [download] = await Promise.all([page.waitForEvent('download'), link(page, 'notes.pdf').click()]);
  expect(readFileSync(await download.path()).equals(PDF)).toBe(true);
  await expect(box(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Remove/ })).toHaveCount(0);
  await accessible(page);
});
