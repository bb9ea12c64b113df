// A management review, from the day it is required until it is closed, each side doing its part. The writing itself is
// another test's.
import { involving, Person } from './support/api.mjs';
import { ago, choose, date, done, look, press, problems } from './support/form.mjs';
import { go, next, stage } from './support/incident.mjs';
import { account, accessible, enter, expect, heading, keepsNothing, settled, test } from './support/people.mjs';
import { act, write } from './support/reviews.mjs';

/** Comes to an address as somebody else. */
async function change(page, key, address) {
  await page.context().clearCookies();
  await enter(page, key, address);
  await settled(page);
}

/** The row of a table with these words. */
const row = (page, words) => page.getByRole('row').filter({ hasText: words });

/** An incident in the North that its director has taken on, with a liaison who can sign in. */
async function takenOn() {
  const made = await involving();
  const director = await Person.as('od_north');
  const liaison = await Person.as('learning_panel');
  const incident = await director.act(made.id, 'acknowledge');
  const step = incident.intake.steps.find((one) => one.kind === 'liaison_named').id;
  const body = {
    status: 'done', note: 'Invented.', evidence: '', named: liaison.staff.id, author_exception: null,
  };
  return director.act(made.id, `steps/${step}`, body, 'PUT');
}

const terms = { text: 'Invented: our work with the family.', period_from: '2020-01-01', period_to: '2021-01-01' };

/** A review that is commissioned with the specialist of the North, made through the API. */
async function commissioned() {
  const incident = await takenOn();
  const director = await Person.as('od_north');
  const author = await Person.as('specialist_manager');
  const { id } = await director.create('management-reviews', {
    incident: incident.id, external: null, reason: 'Invented.',
  });
  await act(director, id, 'proposals', { author: author.staff.id, exception: null });
  await act(director, id, 'independence', { found: 'independent', note: 'Invented.' });
  const review = await act(director, id, 'commission', { terms, due: null });
  return { incident, director, review };
}

test('a management review, from required to closed', async ({ page }) => {
  test.setTimeout(300_000);
  const { id, summary: { reference } } = await takenOn();
  const author = account('specialist_manager').name;
  let review;
  let address;

  await test.step('the director requires it', async () => {
    await enter(page, 'od_north', `/incidents/${id}`);
    await expect(page.getByText('There is no management review of it that you can see.')).toBeVisible();
    await go(page, 'Require a management review');
    await heading(page, 'Require a management review');
    await settled(page);
    await press(page, 'Require it');
    await problems(page, 'Enter why it is required');
    await accessible(page);
    await page.getByLabel('Why is it required?').fill('Invented: the child was hurt while we worked with them.');
    await press(page, 'Require it');
    await done(page, 'is required.');
    review = await page.getByRole('heading', { level: 1 }).innerText();
    expect(review).toMatch(/^MR-\d{4}-\d{4}$/);
    address = new URL(page.url()).pathname;
    await stage(page, 'Required');
    await expect(next(page)).toContainText('Propose an author');
    await expect(next(page)).toContainText('Your turn');
    await accessible(page);
  });

  let rejected;
  await test.step('proposes somebody who turns out not to be independent', async () => {
    await go(page, 'Propose an author');
    await heading(page, 'Propose an author');
    await settled(page);
    await press(page, 'Propose them');
    await problems(page, 'Choose the author');
    const who = page.getByRole('group', { name: 'Who is proposed?' });
    await expect(who.getByRole('radio', { name: author, exact: true })).toBeVisible();
    await page.getByLabel('Find an author by name').fill(account('manager').name);
    await expect(page.getByText('Nobody of that name can be proposed.')).toBeVisible();
    await page.getByText('Who cannot be proposed, and why').click();
    const out = page.getByRole('listitem').filter({ hasText: account('manager').name });
    await expect(out).toContainText('Is involved in this incident');
    await accessible(page);
    await page.getByLabel('Find an author by name').fill('');
    await expect(who.getByRole('radio', { name: author, exact: true })).toBeVisible();
    const names = await who.getByRole('radio').evaluateAll((all) => all.map((one) => one.labels[0].innerText));
    rejected = names.find((name) => name !== author);
    await who.getByRole('radio', { name: rejected, exact: true }).check();
    await press(page, 'Propose them');
    await done(page, `${rejected} is proposed.`);
    await stage(page, 'Author proposed');

    await go(page, 'Record the check of independence');
    await heading(page, `Check the independence of ${rejected}`);
    await settled(page);
    await expect(page.getByText('Independent: nothing stands against it')).toBeVisible();
    await choose(page, 'What did the check find?', 'Not independent');
    await press(page, 'Save');
    await problems(page, 'Enter why they are not independent');
    await accessible(page);
    await page.getByLabel('What did they declare, or why are they not independent?')
      .fill('Invented: is a neighbour of the family.');
    await press(page, 'Save');
    await done(page, `${rejected} is not independent.`);
    await stage(page, 'Required');
    await expect(row(page, rejected)).toContainText('Invented: is a neighbour of the family.');
    await expect(row(page, rejected)).toContainText('Not commissioned: not independent');
    await accessible(page);
  });

  await test.step('and somebody who is, and commissions them', async () => {
    await go(page, 'Propose an author');
    await settled(page);
    await page.getByLabel('Find an author by name').fill(author);
    await page.getByRole('radio', { name: author, exact: true }).check();
    await press(page, 'Propose them');
    await done(page, `${author} is proposed.`);
    await go(page, 'Record the check of independence');
    await heading(page, `Check the independence of ${author}`);
    await settled(page);
    await choose(page, 'What did the check find?', 'Independent');
    await page.getByLabel('What did they declare, or why are they not independent?').fill('Invented: knows nobody.');
    await press(page, 'Save');
    await done(page, `${author} is independent.`);
    await stage(page, 'Independence checked');

    await go(page, 'Commission');
    await heading(page, 'Commission the review');
    await press(page, 'Commission it');
    await problems(page, 'Enter what is to be looked at');
    await accessible(page);
    await page.getByLabel('What is the review to look at?').fill('Invented: our work with the family.');
    await date(page, 'What is the first day of the period under review?', ago(900));
    await date(page, 'What is the last day of the period under review?', ago(2));
    await date(page, 'When is it due for quality assurance?', ago(-900));
    await press(page, 'Commission it');
    await problems(page, 'Enter a date on or before');
    await date(page, 'When is it due for quality assurance?', ['', '', '']);
    await press(page, 'Commission it');
    await done(page, `${author} is commissioned to write the review.`);
    await stage(page, 'Commissioned');
    await expect(page.getByText('Invented: our work with the family.')).toBeVisible();
    await accessible(page);
  });

  await test.step('changes the terms, and the date', async () => {
    await page.getByRole('link', { name: 'Change terms of reference' }).click();
    await heading(page, 'Change the terms of reference');
    await accessible(page);
    await page.getByLabel('What is the review to look at?').fill('Invented: our work with the family and the court.');
    await page.getByLabel('Why are they changed?').fill('Invented: the Board asks for more.');
    await press(page, 'Save');
    await done(page, 'The terms of reference are changed.');
    await go(page, 'Agree anew Submitted for quality assurance');
    await heading(page, 'Change the due date');
    await press(page, 'Save');
    await problems(page, 'Choose why it was agreed anew');
    await accessible(page);
    await date(page, 'What is the new date?', ago(-120));
    await choose(page, 'Why was it agreed anew?', 'Records or interviews still awaited');
    await page.getByLabel('Why, in words').fill('Invented: the hospital is slow.');
    await press(page, 'Save');
    await done(page, 'The date is moved to');
    const clock = page.getByRole('table', { name: 'Dates' }).getByRole('row').filter({ hasText: 'Invented' });
    await expect(clock).toContainText('Records or interviews still awaited');
    await expect(clock).toContainText('instead of');
  });

  await test.step('the author submits what they wrote', async () => {
    await write('specialist_manager', address.split('/').pop());
    await change(page, 'specialist_manager', address);
    await stage(page, 'Being written');
    await expect(page.getByText('You are the author of this review.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Go on writing' })).toHaveAttribute('href', `${address}/write`);
    await accessible(page);
    await go(page, 'Submit for quality assurance');
    await heading(page, 'Submit for quality assurance');
    await accessible(page);
    await press(page, 'Submit it');
    await done(page, 'The review is submitted for quality assurance.');
    await stage(page, 'With quality assurance');
  });

  await test.step('safeguarding find it, comment on it and return it', async () => {
    await change(page, 'safeguarding', '/');
    await page.getByRole('link', { name: 'Reviews', exact: true }).click();
    await heading(page, 'Management reviews');
    await settled(page);
    await accessible(page);
    await page.getByLabel('Stage').selectOption('With quality assurance');
    await look(page, 'Author', author);
    await press(page, 'Apply filters');
    await settled(page);
    await expect(page.getByRole('link', { name: author })).toBeVisible();
    await expect(row(page, review)).toContainText(reference);
    await page.getByRole('link', { name: review, exact: true }).click();
    await heading(page, review);
    await go(page, 'Add a comment');
    await heading(page, 'Comment on the review');
    await settled(page);
    await press(page, 'Save');
    await problems(page, 'Enter a comment');
    await page.getByLabel('Which passage is it about?').selectOption({ index: 1 });
    await accessible(page);
    await page.getByLabel('Which words is it about?').fill('Invented');
    await page.getByLabel('Your comment').fill('Invented: who was asked?');
    await press(page, 'Save');
    await done(page, 'Your comment is recorded.');
    await expect(row(page, 'Invented: who was asked?')).toContainText('Open');
    await expect(page.getByRole('link', { name: 'Pass', exact: true })).toHaveCount(0);
    await page.goto(`${address}/pass-qa`);
    await expect(page.getByText('This cannot be done as the review stands now')).toBeVisible();
    await page.goto(address);
    await go(page, 'Return to the author');
    await heading(page, 'Return to the author');
    await press(page, 'Return it');
    await problems(page, 'Enter a reason');
    await accessible(page);
    await page.getByLabel('Why is it returned?').fill('Invented: answer the comment first.');
    await press(page, 'Return it');
    await done(page, 'The review is returned to the author.');
    await stage(page, 'Returned to the author');
  });

  await test.step('the author replies and submits it again', async () => {
    await change(page, 'specialist_manager', address);
    await expect(page.getByText('Invented: answer the comment first.')).toBeVisible();
    await page.getByRole('link', { name: /^Reply to the comment of/ }).click();
    await heading(page, 'Reply to a comment');
    await expect(page.getByText('Invented: who was asked?')).toBeVisible();
    await accessible(page);
    await page.getByLabel('Your reply').fill('Invented: both parents.');
    await press(page, 'Save');
    await done(page, 'Your reply is recorded.');
    await go(page, 'Submit for quality assurance');
    await press(page, 'Submit it');
    await done(page, 'The review is submitted for quality assurance.');
  });

  await test.step('safeguarding settle the comment and pass it', async () => {
    await change(page, 'safeguarding', address);
    await page.getByRole('link', { name: /^Settle the comment of/ }).click();
    await heading(page, 'Settle a comment');
    await expect(page.getByText('Invented: both parents.')).toBeVisible();
    await accessible(page);
    await press(page, 'Settle it');
    await done(page, 'The comment is settled.');
    await go(page, 'Pass');
    await heading(page, 'Pass the review');
    await press(page, 'Pass it');
    await done(page, 'The review has passed quality assurance.');
  });

  await test.step('the director approves it, decides what it recommends and tells the staff', async () => {
    await change(page, 'od_north', address);
    await expect(page.getByRole('table', { name: 'Quality assurance' })).toContainText('Invented: answer the comment first.');
    await go(page, 'Approve');
    await heading(page, 'Approve the review');
    await accessible(page);
    await press(page, 'Approve it');
    await done(page, 'The review is approved.');
    await accessible(page);
    await go(page, 'Recommendation 1');
    await heading(page, 'Recommendation 1');
    await accessible(page);
    await go(page, 'Accept, amend or reject');
    await heading(page, 'Decide recommendation 1');
    await press(page, 'Save');
    await problems(page, 'Choose what is decided');
    await choose(page, 'What is decided?', 'Accepted');
    await look(page, 'Who sees to it?', author);
    await date(page, 'By when?', ago(-60));
    await accessible(page);
    await page.getByLabel('Why is it decided so?').fill('Invented: it is right.');
    await press(page, 'Save');
    await done(page, 'Decided: accepted.');
    await page.getByRole('link', { name: 'Change owner or due date' }).click();
    await heading(page, 'Change the owner or due date of recommendation 1');
    await date(page, 'By when?', ago(-90));
    await accessible(page);
    await page.getByLabel('Why does it change?').fill('Invented: after the holidays.');
    await press(page, 'Save');
    await done(page, `${author} sees to it, now by`);
    await expect(page.getByText('First set for')).toBeVisible();
    await page.getByRole('link', { name: `Back to ${review}` }).click();
    await heading(page, review);
    for (const key of ['practitioner', 'manager']) {
      const { name } = account(key);
      await page.getByRole('link', { name: `Record a debrief of ${name}` }).click();
      await heading(page, 'Record a debrief');
      await choose(page, 'What came of it?', 'Held');
      await date(page, 'When?', ago(0));
      await accessible(page);
      await press(page, 'Save');
      await done(page, `The debrief of ${name} is recorded.`);
    }
  });

  await test.step('the liaison sends it', async () => {
    await change(page, 'learning_panel', address);
    await expect(page.getByText('You see the approved review.')).toBeVisible();
    await accessible(page);
    await go(page, 'Record that it was sent to the panel');
    await heading(page, 'Record that it was sent to the panel');
    await press(page, 'Save');
    await problems(page, 'Choose whether there is a panel to send it to');
    await accessible(page);
    await choose(page, 'Was it sent to a panel?', 'No: there is no panel to send it to');
    await page.getByLabel('To whom was it sent, or why is there no panel?').fill('Invented: no external review is held.');
    await press(page, 'Save');
    await done(page, 'Recorded: there is no panel to send it to.');
    await stage(page, 'Staff debriefed');
  });

  await test.step('and safeguarding close it', async () => {
    await change(page, 'safeguarding', address);
    await expect(next(page)).toContainText('Close it: nothing is outstanding');
    await go(page, 'Close');
    await heading(page, 'Close the review');
    await press(page, 'Close it');
    await done(page, 'The review is closed.');
    await stage(page, 'Closed');
    await go(page, 'Everything that was done to this review');
    await heading(page, 'History');
    await expect(page.getByText('Invented: is a neighbour of the family.').first()).toBeVisible();
    await accessible(page);
    await page.goto(`/incidents/${id}`);
    await expect(row(page, review)).toContainText('Closed');
    await accessible(page);
    await keepsNothing(page);
  });
});

test('two people at once: both texts are shown, and one saves on top', async ({ page }) => {
  const { director, review } = await commissioned();
  await enter(page, 'od_north', `/management-reviews/${review.id}/change-terms`);
  await settled(page);
  await page.getByLabel('What is the review to look at?').fill('Invented: mine.');
  await page.getByLabel('Why are they changed?').fill('Invented: as agreed.');
  const theirs = { ...terms, text: 'Invented: theirs.', period_to: '2021-02-01' };
  await act(director, review.id, 'terms', { terms: theirs, reason: 'Invented.' }, 'PUT');
  await press(page, 'Save');
  await problems(page, 'Someone else changed this');
  await expect(row(page, 'What is looked at')).toContainText('Invented: mine.');
  await expect(row(page, 'What is looked at')).toContainText('Invented: theirs.');
  await expect(row(page, 'Last day')).toContainText('You did not change this');
  await accessible(page);
  await press(page, 'Save mine on top of the new version');
  await done(page, 'The terms of reference are changed.');
  await expect(page.getByText('1 January 2020 to 1 February 2021')).toBeVisible();
});

test('a suspended author sees that it waits, and goes on once it is resumed', async ({ page }) => {
  const { review } = await commissioned();
  const address = `/management-reviews/${review.id}`;
  await enter(page, 'safeguarding', address);
  await go(page, 'Suspend the commission');
  await heading(page, 'Suspend the commission');
  await press(page, 'Suspend it');
  await problems(page, 'Enter a reason');
  await page.getByLabel('Why is it suspended?').fill('Invented: to be looked into.');
  await accessible(page);
  await press(page, 'Suspend it');
  await done(page, 'The commission is suspended.');
  await expect(page.getByText('The commission is suspended. Invented: to be looked into.')).toBeVisible();
  await accessible(page);
  await change(page, 'specialist_manager', address);
  await stage(page, 'Suspended');
  await expect(page.getByText('You see the stage and dates.')).toBeVisible();
  await expect(page.getByText('Invented: to be looked into.')).toHaveCount(0);
  await accessible(page);
  await change(page, 'od_north', address);
  await go(page, 'Resume the commission');
  await page.getByLabel('Why can it be resumed?').fill('Invented: it was nothing.');
  await press(page, 'Resume it');
  await done(page, 'The commission is resumed.');
  await change(page, 'specialist_manager', address);
  await expect(page.getByRole('link', { name: 'Write the review' })).toBeVisible();
});

test('a review that one may not see is the same as none', async ({ page }) => {
  const { incident, review } = await commissioned();
  const nobody = crypto.randomUUID();
  await enter(page, 'practitioner', '/');
  for (const place of ['', '/history', '/commission', '/close']) {
    const pages = [];
    for (const one of [review.id, nobody]) {
      await page.goto(`/management-reviews/${one}${place}`);
      await settled(page);
      pages.push([await page.title(), (await page.locator('body').innerHTML()).replaceAll(one, 'ID')]);
    }
    expect(pages[0]).toEqual(pages[1]);
  }
  await heading(page, 'There is nothing here that you can see');
  await page.goto('/management-reviews');
  await settled(page);
  await expect(page.getByText('Your roles show you no management review.')).toBeVisible();
  await accessible(page);
  await page.goto(`/management-reviews/new/${incident.id}`);
  await settled(page);
  await expect(page.getByRole('button', { name: 'Require it' })).toHaveCount(0);
});
