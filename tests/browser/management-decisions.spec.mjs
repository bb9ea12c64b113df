// What is decided about a management review besides its usual course: to go on or stop where the Board holds no review, to
// reject it, to reopen it, to end an author's commission; and what is decided about what an external review recommends.
import { daysAgo, involving, Person } from './support/api.mjs';
import { ago, choose, date, done, look, press, problems } from './support/form.mjs';
import { go, next, stage } from './support/incident.mjs';
import { account, accessible, enter, expect, heading, settled, test } from './support/people.mjs';
import { act, write } from './support/reviews.mjs';

const AUTHOR = 'specialist_manager';

/** Comes to an address as somebody else. */
async function change(page, key, address) {
  await page.context().clearCookies();
  await enter(page, key, address);
  await settled(page);
}

/** An external review of an incident, with what has become known of it. */
async function tracked(incident, steps) {
  const intake = await Person.as('customer_services');
  const { id } = await intake.create('external-reviews', {
    title: 'Child T', board: 'Invented partners', local_authority: null, triggered_on: daysAgo(60),
    regime: 'practice_review', involved: 'yes', incidents: [incident.id], children: [],
  });
  const blank = { note: '', decision: null, grade: null, reason: null };
  for (const step of steps) await external(id, 'steps', { ...blank, ...step });
  return id;
}

/** Does something to an external review as safeguarding. */
async function external(id, what, body) {
  const safeguarding = await Person.as('safeguarding');
  const { version } = await safeguarding.get(`external-reviews/${id}`);
  return safeguarding.send('POST', `external-reviews/${id}/${what}`, body, { 'If-Match': `"v${version}"` });
}

/** A review that is commissioned, for the panel of an external review where one is given. */
async function commissioned(steps) {
  const incident = await involving();
  const director = await Person.as('od_north');
  const author = await Person.as(AUTHOR);
  const panel = steps ? await tracked(incident, steps) : null;
  const { id } = await director.create('management-reviews', {
    incident: incident.id, external: panel, reason: 'Invented.',
  });
  await act(director, id, 'proposals', { author: author.staff.id, exception: null });
  await act(director, id, 'independence', { found: 'independent', note: 'Invented.' });
  const terms = { text: 'Invented.', period_from: '2020-01-01', period_to: '2021-01-01' };
  await act(director, id, 'commission', { terms, due: null });
  return { id, address: `/management-reviews/${id}` };
}

/** Does on the page what asks for a reason, which must be given. */
async function decide(page, link, title, button, question, said) {
  await go(page, link);
  await heading(page, title);
  await settled(page);
  await press(page, button);
  await problems(page, 'Enter a reason');
  await accessible(page);
  await page.getByLabel(question).fill('Invented: it was talked over.');
  await press(page, button);
  await done(page, said);
}

const noReview = [{ step: 'decided', on: daysAgo(10), decision: 'no_review' }];

test('where the Board holds no review the director goes on with ours', async ({ page }) => {
  const { address } = await commissioned(noReview);
  await enter(page, 'od_north', address);
  await settled(page);
  await expect(next(page)).toContainText('Your turn');
  await accessible(page);
  await decide(
    page, 'Continue without an external review', 'Continue without an external review', 'Continue it',
    'Why does it go on?', 'The review goes on.',
  );
  await expect(page.getByRole('link', { name: 'Continue without an external review' })).toHaveCount(0);
  await stage(page, 'Commissioned');
  await accessible(page);
  await change(page, AUTHOR, address);
  await expect(page.getByRole('link', { name: 'Write the review' })).toBeVisible();
});

test('or stops it, and safeguarding reopen it', async ({ page }) => {
  const { id, address } = await commissioned(noReview);
  await write(AUTHOR, id);
  await enter(page, 'od_north', address);
  await settled(page);
  await decide(page, 'Stop', 'Stop the review', 'Stop it', 'Why is it stopped?', 'The review is stopped.');
  await stage(page, 'Stopped');
  await expect(page.getByText('Invented: it was talked over.')).toBeVisible();
  await expect(next(page)).toContainText('Nothing: it is stopped.');
  await accessible(page);
  await change(page, AUTHOR, address);
  await heading(page, 'There is nothing here that you can see');
  await page.goto(`${address}/write`);
  await settled(page);
  await heading(page, 'There is nothing here that you can see');
  await change(page, 'safeguarding', address);
  await decide(page, 'Reopen', 'Reopen the review', 'Reopen it', 'Why is it reopened?', 'The review is open again.');
  await stage(page, 'Being written');
  await accessible(page);
  await change(page, AUTHOR, address);
  await expect(page.getByRole('link', { name: 'Go on writing' })).toBeVisible();
});

test('a review that was recorded by mistake is rejected, and can be reopened', async ({ page }) => {
  const { address } = await commissioned();
  await enter(page, 'od_north', address);
  await settled(page);
  await expect(page.getByRole('link', { name: 'Reject', exact: true })).toHaveCount(0);
  await change(page, 'safeguarding', address);
  await decide(
    page, 'Reject', 'Reject the review', 'Reject it', 'Why should there be no review?', 'The review is rejected.',
  );
  await stage(page, 'Rejected');
  await accessible(page);
  await decide(page, 'Reopen', 'Reopen the review', 'Reopen it', 'Why is it reopened?', 'The review is open again.');
  await stage(page, 'Commissioned');
});

test('an author’s commission is ended, and what they wrote waits for the next', async ({ page }) => {
  const { id, address } = await commissioned();
  await write(AUTHOR, id);
  await enter(page, 'od_north', address);
  await settled(page);
  await decide(
    page, 'End the author’s commission', 'End the author’s commission', 'End the commission',
    'Why does the commission end?', 'The commission has ended. Propose another author.',
  );
  await stage(page, 'Required');
  await expect(next(page)).toContainText('Propose an author');
  const ended = page.getByRole('row').filter({ hasText: account(AUTHOR).name });
  await expect(ended).toContainText('Invented: it was talked over.');
  await accessible(page);
  await change(page, AUTHOR, address);
  await heading(page, 'There is nothing here that you can see');
});

test('safeguarding decide what an external review recommends nationally', async ({ page }) => {
  const incident = await involving();
  const review = await tracked(incident, [
    { step: 'decided', on: daysAgo(40), decision: 'review' },
    { step: 'completed', on: daysAgo(5) },
  ]);
  const recommend = (text) => ({ text, addressed_to: 'us', reach: 'national', from_draft: null });
  const recommendations = ['Invented: train the staff.', 'Invented: write it all twice.'].map(recommend);
  await external(review, 'recommendations', { standing: 'final', recommendations });
  await enter(page, 'safeguarding', `/external-reviews/${review}`);
  await settled(page);
  const row = (words) => page.getByRole('row').filter({ hasText: words });
  await accessible(page);

  await row('train the staff').getByRole('link', { name: /^Decide/ }).click();
  await heading(page, 'Decide recommendation 1');
  await settled(page);
  await press(page, 'Save');
  await problems(page, 'Choose what is decided');
  await choose(page, 'What is decided?', 'Accepted with amendments');
  await press(page, 'Save');
  await problems(page, 'Enter');
  await accessible(page);
  await page.getByLabel('Which words do we accept?').fill('Invented: train the new staff.');
  await look(page, 'Who sees to it?', account(AUTHOR).name);
  await date(page, 'By when?', ago(-60));
  await page.getByLabel('Why is it decided so?').fill('Invented: the others are trained.');
  await press(page, 'Save');
  await done(page, 'Decided:');
  await heading(page, 'Recommendation 1');
  await expect(page.getByText('Invented: train the new staff.')).toBeVisible();
  await accessible(page);

  await page.goto(`/external-reviews/${review}`);
  await settled(page);
  await row('write it all twice').getByRole('link', { name: /^Decide/ }).click();
  await heading(page, 'Decide recommendation 2');
  await choose(page, 'What is decided?', 'Rejected');
  await expect(page.getByRole('group', { name: 'By when?' })).toBeHidden();
  await page.getByLabel('Why is it decided so?').fill('Invented: once is enough.');
  await press(page, 'Save');
  await done(page, 'Decided: rejected.');

  // The director of the area reads it and decides nothing of it.
  await change(page, 'od_north', `/external-reviews/${review}`);
  await expect(row('train the staff')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Decide/ })).toHaveCount(0);
});
