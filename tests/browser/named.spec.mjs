// Those who may see little of an incident, or nothing.
import { involving, Person } from './support/api.mjs';
import { accessible, enter, expect, heading, settled, test } from './support/people.mjs';

test('the practitioner named in an incident sees the summary and their buddy, and nothing else', async ({ page }) => {
  const { id, summary } = await involving('practitioner');
  const practitioner = await Person.as('practitioner');
  const intake = await Person.as('customer_services');
  const candidates = await intake.send('POST', `incidents/${id}/candidates/search`, { part: 'buddy', supports: practitioner.staff.id });
  const { staff: buddy } = candidates.find((one) => one.eligible);
  await intake.act(id, 'buddies', { supports: practitioner.staff.id, buddy: buddy.id, reason: null });

  const held = await practitioner.incident(id);
  expect(Object.keys(held).filter((part) => held[part] !== null).sort())
    .toEqual(['id', 'own_buddy', 'permitted', 'summary', 'version', 'view']);
  expect(held.permitted).toEqual([]);

  await enter(page, 'practitioner');
  await page.getByRole('link', { name: summary.reference, exact: true }).click();
  await heading(page, summary.reference);
  await expect(page.getByText(`${buddy.name} is your buddy`)).toBeVisible();
  await expect(page.getByText('You see a summary.')).toBeVisible();
  const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings).toEqual(['Whom to contact']);
  const words = await page.getByRole('main').innerText();
  for (const secret of ['Invented Child', 'Invented for a test', 'Police', 'Leeds']) expect(words).not.toContain(secret);
  await accessible(page);
  for (const part of ['history', 'record-step', 'name-buddy']) {
    await page.goto(`/incidents/${id}/${part}`);
    await settled(page);
    await expect(page.getByText(/Your role does not allow this|it is not yours to do/)).toBeVisible();
  }
});

test('the director of another area gets the page of an incident that does not exist', async ({ page }) => {
  const { id } = await involving('practitioner');
  const nobody = '01980000-0000-7000-8000-000000000001';
  await enter(page, 'od_midlands_west');
  for (const place of ['', '/history', '/acknowledge', '/close']) {
    const pages = [];
    for (const incident of [id, nobody]) {
      await page.goto(`/incidents/${incident}${place}`);
      await settled(page);
      pages.push([await page.title(), (await page.locator('body').innerHTML()).replaceAll(incident, 'ID')]);
    }
    expect(pages[0]).toEqual(pages[1]);
  }
  await heading(page, 'There is nothing here that you can see');
});
