// A family that is not known to us: for the director's information, and closed on the LSCB's decision and our answer.
import { reported } from './support/api.mjs';
import { ago, choose, date, done, press } from './support/form.mjs';
import { go, next, stage } from './support/incident.mjs';
import { accessible, enter, expect, heading, test } from './support/people.mjs';

test('the short path of a family that is not known to us', async ({ page }) => {
  const { id, summary } = await reported();
  const address = `/incidents/${id}`;

  await enter(page, 'customer_services', address);
  await go(page, 'Triage');
  await choose(page, 'Is the child or family known to us?', 'Not known to us');
  await expect(page.locator('#practitioners')).toBeHidden();
  await press(page, 'Save');
  await done(page, 'Triaged: not known to us.');
  await stage(page, 'Monitoring');
  await expect(next(page)).toContainText('Record the LSCB’s decision');

  await enter(page, 'od_north', address);
  await heading(page, summary.reference);
  await expect(page.getByText('For information: the family is not known to us')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Acknowledge', exact: true })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Immediate steps' })).toHaveCount(0);
  await accessible(page);

  await enter(page, 'safeguarding', address);
  await expect(page.getByRole('link', { name: 'Close', exact: true })).toHaveCount(0);
  await go(page, 'Record the LSCB’s decision and our answer');
  await choose(page, 'What did the LSCB decide?', 'No review');
  await date(page, 'When?', ago(1));
  await press(page, 'Save');
  await done(page, 'The LSCB’s decision is recorded.');
  await expect(next(page)).toContainText('Record our answer to the LSCB');
  await page.getByRole('link', { name: 'Change the LSCB’s decision and our answer' }).click();
  await page.getByLabel('What did we answer to its draft recommendations?').fill('Invented: none was for us.');
  await date(page, 'When did we answer?', ago(0));
  await press(page, 'Save');
  await go(page, 'Close');
  await press(page, 'Close it');
  await stage(page, 'Closed');
  await expect(page.getByText('Invented: none was for us.')).toBeVisible();
});
