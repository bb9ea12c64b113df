// Findings and recommendations in another order, an earlier version put back, and how much a field holds.
import { press } from './support/form.mjs';
import { accessible, enter, expect, heading, settled, test } from './support/people.mjs';
import { AUTHOR, commissioned, passages, put, row } from './support/writing.mjs';

const saving = (page) => page.locator('#saving');
const finding = (text) => ['finding', { text, rows: [] }];

/** The findings as the server holds them, in their places. */
async function findings(id) {
  const found = (await passages(id)).filter(({ content }) => content.kind === 'finding');
  return found.sort((one, other) => one.position - other.position).map(({ content }) => content.body.text);
}

test('findings are moved up and down with the keyboard, and what came of it is said', async ({ page }) => {
  const { id } = await commissioned();
  await put(id, [finding('The first'), finding('The second'), finding('The third')]);
  await enter(page, AUTHOR, `/management-reviews/${id}/write?part=findings`);
  await heading(page, 'Writing room');
  const texts = page.getByLabel(/^Finding \d$/);
  await expect(texts).toHaveCount(3);
  const down = page.getByRole('button', { name: 'Move down finding 1' });
  await down.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Finding 1 is now finding 2')).toBeAttached();
  await expect(texts.nth(1)).toHaveValue('The first');
  // The focus goes with it, so that it can be moved on.
  await expect(page.getByRole('button', { name: 'Move down finding 2' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Finding 2 is now finding 3')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Move down finding 3' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Finding 3 is the last already')).toBeAttached();
  await expect(saving(page)).toContainText('Saved at');
  await expect.poll(() => findings(id)).toEqual(['The second', 'The third', 'The first']);
  await accessible(page);
});

test('an earlier version is put back as a new one, and nothing is lost', async ({ page }) => {
  const { id } = await commissioned();
  await put(id, [finding('As it was')]);
  await put(id, [finding('Since added'), ['row', row()]]);
  await enter(page, AUTHOR, `/management-reviews/${id}/text`);
  await settled(page);
  await expect(page.getByRole('button', { name: 'Restore this version' })).toHaveCount(0);
  await page.goto(`/management-reviews/${id}/text?version=1`);
  await settled(page);
  await press(page, 'Restore this version');
  const question = page.getByRole('dialog', { name: 'Put the text back as it was in version 1?' });
  await expect(question).toContainText('What stands now is kept as version 2');
  await accessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await press(page, 'Restore this version');
  await question.getByRole('button', { name: 'Restore it' }).click();
  await heading(page, 'Writing room');
  await expect(page.getByText('The text is as it was in version 1.')).toBeVisible();
  await expect.poll(() => findings(id)).toEqual(['As it was']);
  await accessible(page);
  await page.goto(`/management-reviews/${id}/text?version=2`);
  await expect(page.getByText('Since added')).toBeVisible();
});

test('a field says how much more it holds once little is left', async ({ page }) => {
  const { id } = await commissioned();
  const body = { text: 'Invented', findings: [], owner: '', reach: 'local' };
  await put(id, [['recommendation', body]]);
  await enter(page, AUTHOR, `/management-reviews/${id}/write?part=recommendations`);
  await heading(page, 'Writing room');
  const owner = page.getByLabel('Who should see to it?');
  await owner.fill('A'.repeat(195));
  await expect(page.getByText('You have 5 characters remaining').first()).toBeVisible();
  await owner.fill('A'.repeat(201));
  await expect(page.getByText('You have 1 character too many').first()).toBeVisible();
  await expect(saving(page)).toContainText('Recommendation');
  await accessible(page);
});
