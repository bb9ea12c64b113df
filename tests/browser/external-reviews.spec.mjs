// An external review, tracked from the first notice to its final recommendations, each side doing its part.
import { daysAgo, Person, reported, triaged } from './support/api.mjs';
import { ago, choose, date, done, press, problems } from './support/form.mjs';
import { go, stage } from './support/incident.mjs';
import { accessible, enter, expect, heading, keepsNothing, settled, test } from './support/people.mjs';

/** A review of an incident in Leeds, tracked through the API: as ready for what a test wants to see as it asks for. */
async function tracked(steps = []) {
  const incident = await reported();
  const intake = await Person.as('customer_services');
  let review = await intake.create('external-reviews', {
    title: 'Child T', board: 'Invented partners', local_authority: null, triggered_on: daysAgo(60),
    regime: 'practice_review', involved: 'yes', incidents: [incident.id],
    children: [incident.intake.children[0].id],
  });
  for (const [step, days, more] of steps) {
    const body = { step, on: daysAgo(days), note: '', decision: null, grade: null, reason: null, ...more };
    review = await change(review, 'steps', body);
  }
  return { incident, review };
}

/** Changes a review as safeguarding would. */
async function change({ id }, what, body, method = 'POST') {
  const safeguarding = await Person.as('safeguarding');
  const { version } = await safeguarding.get(`external-reviews/${id}`);
  return safeguarding.send(method, `external-reviews/${id}/${what}`, body, { 'If-Match': `"v${version}"` });
}

const recommendation = { text: 'Invented: train the staff.', addressed_to: 'us', reach: 'national', from_draft: null };
const withDraft = [['decided', 40, { decision: 'review' }], ['draft_received', 5]];

/** Records a step from the page of the review. */
async function record(page, step, days, more = async () => {}) {
  await go(page, 'Record what has become known');
  await choose(page, 'What has become known?', step);
  await date(page, 'When did it happen?', ago(days));
  await more();
  await press(page, 'Save');
  await done(page, `Recorded: ${step}.`);
}

/** The row of a table with these words. */
const row = (page, words) => page.getByRole('row').filter({ hasText: words });

test('a review is tracked from the incident to its final recommendations', async ({ page }) => {
  test.slow();
  const { id, summary: { reference } } = await reported();
  let review;

  await test.step('customer services track it', async () => {
    await enter(page, 'customer_services', `/incidents/${id}`);
    await expect(page.getByText('No external review of it is tracked.')).toBeVisible();
    await go(page, 'Track an external review');
    await heading(page, 'Track an external review');
    await settled(page);
    await page.getByRole('button', { name: `Remove ${reference}` }).waitFor();
    await press(page, 'Track it');
    await problems(page, 'Enter what the review is called');
    await problems(page, 'Enter the day on which the Board or the partners became aware');
    await problems(page, 'Choose whether we were involved');
    await accessible(page);
    await page.getByLabel('What is the review called?').fill('Child X');
    await page.getByLabel('Who holds it?').fill('Invented partners');
    await date(page, 'When did the Board’s chair or the partners become aware?', [31, 1, 2019]);
    await expect(page.getByRole('group', { name: 'Which law is it held under?' })).toBeVisible();
    await date(page, 'When did the Board’s chair or the partners become aware?', ago(60));
    await expect(page.getByText('held under the law of: Rapid review and child safeguarding')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Which law is it held under?' })).toBeHidden();
    await choose(page, 'Were we involved with the child or family?', 'Yes');
    await page.getByRole('checkbox', { name: 'Invented Child' }).check();
    await press(page, 'Track it');
    await done(page, 'is tracked.');
    review = await page.getByRole('heading', { level: 1 }).innerText();
    expect(review).toMatch(/^ER-\d{4}-\d{4}$/);
    await stage(page, 'Not yet considered');
    await expect(page.getByRole('link', { name: reference })).toBeVisible();
    await expect(page.getByText('Invented Child')).toBeVisible();
    await accessible(page);
  });

  await test.step('and record what becomes known, with its dates', async () => {
    await record(page, 'Rapid review received', 45);
    await go(page, 'Record what has become known');
    await choose(page, 'What has become known?', 'Decided');
    await date(page, 'When did it happen?', ago(40));
    await press(page, 'Save');
    await problems(page, 'Say what was decided');
    await accessible(page);
    await choose(page, 'What was decided?', 'A review will be held');
    await press(page, 'Save');
    await done(page, 'Recorded: Decided.');
    await stage(page, 'To be held');
    await expect(page.locator('.app-card--turn')).toContainText('Practice review published');

    await go(page, 'Record the panel’s date for management reviews');
    await heading(page, 'The panel’s date for management reviews');
    await date(page, 'By when does the panel want our management review?', ago(-30));
    await accessible(page);
    await press(page, 'Save');
    await done(page, 'The panel’s date is');

    await page.getByRole('link', { name: 'Agree anew Practice review published' }).click();
    await heading(page, 'A date agreed anew');
    await press(page, 'Save');
    await problems(page, 'Choose why it was agreed anew');
    await accessible(page);
    await date(page, 'What is the new date?', ago(-300));
    await choose(page, 'Why was it agreed anew?', 'Inquest or coroner');
    await page.getByLabel('Why, in words').fill('Invented: the inquest comes first.');
    await press(page, 'Save');
    await done(page, 'The date is moved to');
    const published = page.getByRole('table', { name: 'Dates' }).getByRole('row').filter({ hasText: 'published' });
    await expect(published).toContainText('Inquest or coroner.');
    await expect(published).toContainText('Invented: the inquest comes first.');
    await expect(page.getByText('You see the stages and dates.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Recommendations' })).toHaveCount(0);
    await accessible(page);
  });

  await test.step('safeguarding find it and record the recommendations of the draft', async () => {
    await page.context().clearCookies();
    await enter(page, 'safeguarding', '/');
    await page.getByRole('link', { name: 'Reviews', exact: true }).click();
    await heading(page, 'Management reviews');
    await page.getByRole('navigation', { name: 'Kinds of review' }).getByRole('link', { name: 'External reviews' }).click();
    await heading(page, 'External reviews');
    await settled(page);
    await accessible(page);
    await page.getByLabel('Stage').selectOption('To be held');
    await press(page, 'Apply filters');
    await settled(page);
    await page.getByRole('link', { name: review, exact: true }).click();
    await heading(page, review);
    await record(page, 'Draft overview report received', 5);
    await stage(page, 'Draft received');

    await go(page, 'Record its recommendations');
    await heading(page, 'Record its recommendations');
    await press(page, 'Save');
    await problems(page, 'Enter what is recommended');
    await accessible(page);
    const one = (number) => page.getByRole('group', { name: `Recommendation ${number}`, exact: true });
    const fill = async (number, text, whom) => {
      await one(number).getByLabel('What is recommended?').fill(text);
      await choose(one(number), 'Whom is it for?', whom);
      await choose(one(number), 'How far does it reach?', 'National: safeguarding decides');
    };
    await fill(1, 'Invented: tell each other of a change of address.', 'Us');
    await press(page, 'Add another recommendation');
    await expect(one(2).getByLabel('What is recommended?')).toBeFocused();
    await fill(2, 'Invented: follow missed appointments up.', 'Others only');
    await press(page, 'Save');
    await done(page, 'Recorded: 2 recommendations.');
    await expect(page.getByText('1 draft recommendation waits for our answer.')).toBeVisible();
    await accessible(page);
  });

  await test.step('answer what is for us', async () => {
    await go(page, 'Answer a draft recommendation');
    await heading(page, 'Which draft recommendation?');
    await accessible(page);
    await page.getByRole('link', { name: 'Invented: tell each other' }).click();
    await heading(page, 'Our answer to draft recommendation 1');
    await press(page, 'Save');
    await problems(page, 'Enter our answer');
    await accessible(page);
    await page.getByLabel('What did we answer?').fill('Invented: we agree.');
    await date(page, 'When did we answer?', ago(1));
    await press(page, 'Save');
    await done(page, 'Our answer to draft recommendation 1 is recorded.');
    await record(page, 'Draft recommendations answered', 1);
    await stage(page, 'Draft answered');
  });

  await test.step('and set the final ones beside them', async () => {
    await record(page, 'Completed', 0);
    await go(page, 'Record its recommendations');
    await expect(page.getByRole('radio', { name: 'The completed review' })).toBeChecked();
    await page.getByLabel('What is recommended?').fill('Invented: tell each other of every change of address at once.');
    await choose(page, 'Whom is it for?', 'Us');
    await choose(page, 'How far does it reach?', 'National: safeguarding decides');
    await page.getByLabel('Which recommendation of the draft did it come from?')
      .selectOption({ label: '1. Invented: tell each other of a change of address.' });
    await accessible(page);
    await press(page, 'Save');
    await done(page, 'Recorded: 1 recommendation.');
    const table = page.getByRole('table', { name: 'Recommendations of the draft and as they stand' });
    const first = table.getByRole('row').filter({ hasText: 'Draft 1, final 1' });
    await expect(first).toContainText('tell each other of a change of address.');
    await expect(first).toContainText('Invented: we agree.');
    await expect(first).toContainText('every change of address at once.');
    await expect(table.getByRole('row').filter({ hasText: 'Draft 2' }))
      .toContainText('Not among the final recommendations');
    await expect(page.getByText('Decide every recommendation that is for us')).toBeVisible();
    await accessible(page);
    await go(page, 'Everything that was done to this review');
    await heading(page, 'History');
    await expect(page.getByText('Invented: the inquest comes first.').first()).toBeVisible();
    await accessible(page);
    await page.goto(`/incidents/${id}`);
    await expect(row(page, review)).toContainText('Completed');
    await accessible(page);
    await keepsNothing(page);
  });
});

test('two people at once: both texts are shown, and one saves on top', async ({ page }) => {
  const { review } = await tracked();
  await enter(page, 'safeguarding', `/external-reviews/${review.id}/correct`);
  await settled(page);
  await page.getByLabel('What is the review called?').fill('Child U');
  await page.getByLabel('Why are they corrected?').fill('Invented: as the partners call it.');
  const facts = { ...review.facts, title: 'Child V', board: 'Other partners' };
  await change(review, 'facts', { facts, reason: 'Invented.' }, 'PUT');
  await press(page, 'Save');
  await problems(page, 'Someone else changed this');
  const called = row(page, 'What it is called');
  await expect(called).toContainText('Child U');
  await expect(called).toContainText('Child V');
  await expect(row(page, 'Held by')).toContainText('You did not change this');
  await accessible(page);
  await press(page, 'Save mine on top of the new version');
  await done(page, 'The facts are corrected.');
  await expect(page.getByText('Child U, held by Other partners.')).toBeVisible();
});

test('what was recorded wrongly is put right, and taken back', async ({ page }) => {
  const { review } = await tracked([['considered', 50], ['rapid_review', 45]]);
  await enter(page, 'safeguarding', `/external-reviews/${review.id}`);
  const steps = page.getByRole('table', { name: 'What has become known' });
  const considered = steps.getByRole('row').filter({ hasText: 'Considered by' });
  await considered.getByRole('link', { name: 'Put right' }).click();
  await heading(page, 'Put right: Considered by the Board or the partners');
  await date(page, 'When did it happen?', ago(52));
  await press(page, 'Save');
  await problems(page, 'Enter why you put it right');
  await accessible(page);
  await page.getByLabel('Why is it put right?').fill('Invented: misread.');
  await press(page, 'Save');
  await done(page, 'Recorded: Considered by the Board or the partners.');
  await considered.getByRole('link', { name: 'Take back' }).click();
  await heading(page, 'Take back: Considered by the Board or the partners');
  await accessible(page);
  await page.getByLabel('Why is it taken back?').fill('Invented: it was another child’s.');
  await press(page, 'Take it back');
  await done(page, 'Taken back: Considered by the Board or the partners.');
  await expect(considered).toHaveCount(0);
});

test('it cannot be closed while something is outstanding; it is rejected, and opened again', async ({ page }) => {
  const { review } = await tracked();
  await enter(page, 'safeguarding', `/external-reviews/${review.id}/close`);
  await expect(page.getByText('It cannot be closed yet.')).toBeVisible();
  await expect(page.getByText('Record what was decided')).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: `Back to ${review.reference}` }).click();
  await go(page, 'Reject');
  await page.getByLabel('Why is it not a review that we track?').fill('Invented: recorded twice.');
  await accessible(page);
  await press(page, 'Reject it');
  await done(page, 'The review is rejected.');
  await stage(page, 'Rejected');
  await go(page, 'Reopen');
  await page.getByLabel('What new information is there?').fill('Invented: it was another.');
  await accessible(page);
  await press(page, 'Reopen it');
  await done(page, 'The review is open again.');
});

test('the director of the area answers, and corrects nothing', async ({ page }) => {
  const { incident, review } = await tracked(withDraft);
  await triaged(incident.id, 'not_known');
  await change(review, 'recommendations', { standing: 'draft', recommendations: [recommendation] });
  await enter(page, 'od_north', `/external-reviews/${review.id}`);
  await expect(page.getByRole('link', { name: 'Record what has become known' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Correct' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Answer draft 1', exact: true }).click();
  await heading(page, 'Our answer to draft recommendation 1');
  await page.getByLabel('What did we answer?').fill('Invented: we agree.');
  await date(page, 'When did we answer?', ago(0));
  await press(page, 'Save');
  await done(page, 'Our answer to draft recommendation 1 is recorded.');
});

test('whoever may not see it gets the page of a review that does not exist, and no way there', async ({ page }) => {
  const { review } = await tracked();
  const nobody = '01980000-0000-7000-8000-000000000001';
  await enter(page, 'od_midlands_west', '/external-reviews');
  await settled(page);
  await expect(page.getByRole('link', { name: review.reference })).toHaveCount(0);
  for (const place of ['', '/history', '/correct', '/close']) {
    const pages = [];
    for (const one of [review.id, nobody]) {
      await page.goto(`/external-reviews/${one}${place}`);
      await settled(page);
      pages.push([await page.title(), (await page.locator('body').innerHTML()).replaceAll(one, 'ID')]);
    }
    expect(pages[0]).toEqual(pages[1]);
  }
  await heading(page, 'There is nothing here that you can see');
  await page.context().clearCookies();
  await enter(page, 'practitioner', '/external-reviews');
  await settled(page);
  await expect(page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Reviews', exact: true })).toHaveCount(0);
  await expect(page.getByText('Your roles show you no external review.')).toBeVisible();
  await accessible(page);
});
