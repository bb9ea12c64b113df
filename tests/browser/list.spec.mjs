// The list of incidents: filters, words, order, pages, and the file.
import { readFileSync } from 'node:fs';
import { Person, reported } from './support/api.mjs';
import { press, problems } from './support/form.mjs';
import { accessible, enter, expect, heading, keepsNothing, settled, test } from './support/people.mjs';

const rows = (page) => page.getByRole('table', { name: 'Incidents' }).locator('tbody tr');
const references = (page) => rows(page).getByRole('link').allInnerTexts();

test('filters are in the address, and going back keeps them', async ({ page }) => {
  await enter(page, 'safeguarding', '/incidents');
  await settled(page);
  await page.getByLabel('Stage').selectOption('Rejected');
  await page.getByLabel('Kind').selectOption('Serious injury');
  await press(page, 'Apply filters');
  await expect(page).toHaveURL(/\?(stage=rejected&kind=serious_injury|kind=serious_injury&stage=rejected)$/);
  await expect(page.locator('#found')).toBeFocused();
  await settled(page);
  const shown = await rows(page).allInnerTexts();
  expect(shown.length).toBeGreaterThan(0);
  for (const row of shown) expect(row).toMatch(/Serious injury[\s\S]*Rejected/);
  await expect(page.locator('#found')).toHaveText(new RegExp(`^${shown.length} incidents?$`));
  await accessible(page);

  const [first] = await references(page);
  await page.getByRole('link', { name: first, exact: true }).click();
  await heading(page, first);
  await page.goBack();
  await settled(page);
  await expect(page.getByLabel('Stage')).toHaveValue('rejected');
  expect(await rows(page).allInnerTexts()).toEqual(shown);
  await page.reload();
  await settled(page);
  expect(await rows(page).allInnerTexts()).toEqual(shown);
  await page.getByRole('link', { name: 'Remove this filter: Kind: Serious injury' }).click();
  await expect(page).toHaveURL(/\?stage=rejected$/);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/incidents$/);
});

test('dates the wrong way round are said to be, and nothing else happens', async ({ page }) => {
  await enter(page, 'safeguarding', '/incidents');
  const day = async (name, values) => {
    const group = page.getByRole('group', { name });
    for (const [at, part] of ['Day', 'Month', 'Year'].entries()) await group.getByLabel(part).fill(values[at]);
  };
  await day('Notified from', ['2', '4', '2026']);
  await day('Notified to', ['1', '4', '2026']);
  await press(page, 'Apply filters');
  await problems(page, 'The last day must be on or after the first');
  await expect(page).toHaveURL(/\/incidents$/);
  await accessible(page);
});

test('words searched for are in no address', async ({ page }) => {
  const { summary } = await reported();
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url()));
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await enter(page, 'safeguarding', '/incidents');
  await page.getByLabel('Words').fill(summary.reference);
  await press(page, 'Apply filters');
  await expect(page.locator('#found')).toHaveText('1 incident');
  expect(await references(page)).toEqual([summary.reference]);
  await page.getByRole('link', { name: summary.reference, exact: true }).click();
  await heading(page, summary.reference);
  await page.goBack();
  await expect(page.locator('#found')).toHaveText('1 incident');
  await expect(page.getByLabel('Words')).toHaveValue(summary.reference);
  addresses.push(page.url());
  expect(addresses.filter((address) => address.includes(summary.reference))).toEqual([]);
  await page.reload();
  await expect(page.getByText('The words you searched for are not kept')).toBeVisible();
  await page.getByLabel('Words').fill('Nosuchwordanywhere');
  await press(page, 'Apply filters');
  await expect(page.getByText('No incident that you can see matches.')).toBeVisible();
  await accessible(page);
  await keepsNothing(page);
});

test('order and pages', async ({ page }) => {
  await enter(page, 'safeguarding', '/incidents');
  await settled(page);
  const newest = await references(page);
  expect(newest).toHaveLength(25);
  await page.getByRole('link', { name: /^Next/ }).click();
  await expect(page).toHaveURL(/cursor=/);
  await settled(page);
  const second = await references(page);
  expect(second.filter((one) => newest.includes(one))).toEqual([]);
  await page.getByRole('link', { name: /^Previous/ }).click();
  await settled(page);
  await expect.poll(() => references(page)).toEqual(newest);
  await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name: 'Oldest' }).click();
  await expect(page).toHaveURL(/sort=oldest/);
  await settled(page);
  const oldest = await references(page);
  expect(oldest.filter((one) => newest.includes(one))).toEqual([]);
});

test('the file holds what the list holds', async ({ page }) => {
  await enter(page, 'safeguarding', '/incidents?stage=closed');
  await settled(page);
  const safeguarding = await Person.as('safeguarding');
  const { count } = await safeguarding.get('incidents/count?stage=closed');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Download as CSV')]);
  expect(download.suggestedFilename()).toMatch(/^incidents-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(count + 1);
  for (const reference of await references(page)) expect(lines.some((line) => line.includes(reference))).toBe(true);
});
