// Who has capacity to write management reviews, and what is due: drawn, with the same figures in a table.
import { Person } from './support/api.mjs';
import { press } from './support/form.mjs';
import { accessible, account, enter, expect, heading, settled, test } from './support/people.mjs';
import { commissioned } from './support/writing.mjs';

const TITLE = 'Capacity to write management reviews';
const table = (page, name) => page.getByRole('table', { name });

test('safeguarding sees every area, who is overloaded and what is due, and has it as a file', async ({ page }) => {
  const review = await commissioned();
  await enter(page, 'safeguarding', '/management-reviews');
  await page.getByRole('link', { name: 'See who has capacity to write reviews' }).click();
  await heading(page, TITLE);
  await settled(page);
  await accessible(page);

  const person = await Person.as('safeguarding');
  const capacity = await person.get('reviews/capacity');
  for (const { area, writing } of capacity.areas) {
    const row = table(page, 'Capacity by area').getByRole('row', { name: area?.name ?? 'No area' }).first();
    await expect(row.getByRole('cell').nth(1)).toHaveText(String(writing));
  }
  const author = capacity.authors.find(({ staff }) => staff.name === account('specialist_manager').name);
  const row = table(page, 'Authors, the most loaded first').getByRole('row', { name: author.staff.name });
  await expect(row.getByRole('cell').nth(1)).toHaveText(String(author.open));

  // The picture says in words where its figures are, and the table has the same ones.
  await expect(page.getByRole('img', { name: /The table below has the same figures/ })).toBeVisible();
  const weeks = table(page, 'Reviews overdue and due, week by week');
  await expect(weeks.getByRole('row')).toHaveCount(10);
  await expect(weeks.getByRole('row', { name: 'Overdue' }).getByRole('cell').first())
    .toHaveText(String(capacity.overdue.length));
  const dated = [...capacity.overdue, ...capacity.weeks.flatMap(({ reviews }) => reviews)];
  if (dated.some(({ id }) => id === review.id)) {
    await weeks.getByRole('link', { name: review.reference }).click();
    await heading(page, review.reference);
    await page.goBack();
    await heading(page, TITLE);
  }

  await page.getByText('How this is counted').click();
  await expect(page.getByText('A review is open once it is commissioned and until it is approved.')).toBeVisible();
  await accessible(page);

  const download = page.waitForEvent('download');
  await press(page, 'Download as CSV');
  expect((await download).suggestedFilename()).toMatch(/^capacity-\d{4}-\d{2}-\d{2}\.csv$/);

  await page.setViewportSize({ width: 320, height: 800 });
  await accessible(page);
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  expect(await page.evaluate(fits)).toBe(true);
});

test('a director sees their own area, and nobody else is offered it', async ({ page }) => {
  await enter(page, 'od_north', '/management-reviews/capacity');
  await heading(page, TITLE);
  const areas = table(page, 'Capacity by area').getByRole('row');
  await expect(areas).toHaveCount(2);
  await accessible(page);

  await page.context().clearCookies();
  await enter(page, 'specialist_manager', '/management-reviews');
  await settled(page);
  await expect(page.getByRole('link', { name: 'See who has capacity' })).toHaveCount(0);
  await page.goto('/management-reviews/capacity');
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(TITLE);
  await accessible(page);
});
