// The director's post is vacant: the incident goes to the deputy, who has the director's rights.
import { Person, reported, triaged } from './support/api.mjs';
import { done, press } from './support/form.mjs';
import { go, stage } from './support/incident.mjs';
import { account, enter, expect, heading, test } from './support/people.mjs';

test('the deputy of a vacant post acknowledges', async ({ page }) => {
  const { scope: area, name } = account('deputy_od');
  const places = await (await Person.as('customer_services')).get('local-authorities');
  const made = await reported({ authority: places.find((place) => place.area_name === area).name });
  const { summary, intake } = await triaged(made.id, 'being_checked');
  expect(intake.forwarded.to.name).toBe(name);

  await enter(page, 'deputy_od');
  await heading(page, 'My work');
  const row = page.getByRole('row').filter({ hasText: summary.reference });
  await expect(row).toContainText('Acknowledge it');
  await row.getByRole('link', { name: summary.reference }).click();
  await expect(page.getByText(/deputy/i).first()).toBeVisible();
  await go(page, 'Acknowledge');
  await press(page, 'Acknowledge it');
  await done(page, 'The incident is acknowledged.');
  await stage(page, 'Immediate steps');
  await expect(page.getByText('for the Operational Director'), 'in their own right').toHaveCount(0);
});
