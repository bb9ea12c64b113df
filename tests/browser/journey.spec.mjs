// The main journey: an incident from first word to closed, as the people who do it, by clicking alone.
import { ago, choose, date, done, look, press, problems } from './support/form.mjs';
import { doStep, find, go, next, stage } from './support/incident.mjs';
import { account, accessible, expect, heading, keepsNothing, signIn, signOut, test } from './support/people.mjs';
import { aboutChild, begin, send, toTheAnswers, whatHappened } from './support/report.mjs';

test('a child’s death, from first word to closed, and opened again', async ({ page }) => {
  test.setTimeout(240_000);
  const practitioner = account('practitioner').name;
  const manager = account('manager').name;
  let reference;

  await test.step('customer services report it', async () => {
    await signIn(page, 'customer_services');
    await begin(page);
    await whatHappened(page, { kind: 'Child’s death', authority: 'Leeds' });
    const died = { name: 'Ada Sample-Journey', role: 'Subject of the incident', outcome: 'Died', born: ago(2000) };
    await aboutChild(page, 1, died);
    for (const [number, name] of [[2, 'Ben Sample-Journey'], [3, 'Cal Sample-Journey']]) {
      await press(page, 'Add another child');
      await expect(page.getByRole('group', { name: `Child ${number}`, exact: true }).getByLabel('Name', { exact: true }))
        .toBeFocused();
      await aboutChild(page, number, { name, role: 'Remaining child', outcome: 'Not harmed' });
    }
    await toTheAnswers(page, 'Invented: found by a neighbour.');
    await expect(page.getByText('Ben Sample-Journey')).toBeVisible();
    await page.getByRole('link', { name: 'Change kind of incident (what happened)' }).click();
    await heading(page, 'What happened');
    await expect(page.getByLabel('Who told us?')).toHaveValue('police');
    await press(page, 'Continue');
    await heading(page, 'Check your answers');
    reference = await send(page);
    expect(reference).toMatch(/^SI-\d{4}-\d{4}$/);
    await expect(page.getByRole('heading', { name: 'What happens next' })).toBeVisible();
  });

  await test.step('they find out that the family is known, and record the case', async () => {
    await go(page, 'Triage it now');
    await heading(page, 'Triage');
    await choose(page, 'Is the child or family known to us?', 'Known, case open');
    await press(page, 'Record a case that is not found');
    await heading(page, 'Record a case');
    await page.getByLabel('Case reference').fill(`INV-${Date.now()}`);
    await choose(page, 'Which law is it under?', 'Public law');
    await page.getByLabel('Which team holds it?').selectOption({ label: 'Leeds, North' });
    await date(page, 'When was it opened?', ago(90));
    await look(page, 'Practitioner', practitioner);
    await date(page, 'From', ago(90));
    await press(page, 'Record the case');
    await heading(page, 'Triage');
    await expect(page.getByRole('list', { name: 'Practitioners at the time' })).toContainText(practitioner);
    await expect(page.getByRole('list', { name: 'Their managers at the time' })).toContainText(manager);
    await press(page, 'Save');
    await done(page, 'Triaged: known, case open.');
    await stage(page, 'Forwarded');
    await expect(next(page)).toContainText('Acknowledge it');
    await expect(page.getByText('Invented: found by a neighbour.'), 'no longer theirs to read').toHaveCount(0);
    await signOut(page);
  });

  await test.step('safeguarding look on', async () => {
    await signIn(page, 'safeguarding');
    await find(page, reference);
    await expect(page.getByText('Restricted').first()).toBeVisible();
    await expect(page.getByText('Invented: found by a neighbour.')).toBeVisible();
    await go(page, 'Everything that was done to this incident');
    await heading(page, 'History');
    await expect(page.getByText(account('customer_services').name).first()).toBeVisible();
    await signOut(page);
  });

  await test.step('the director acknowledges it and takes each first step', async () => {
    await signIn(page, 'od_north');
    await expect(page.getByRole('row').filter({ hasText: reference })).toContainText('Acknowledge it');
    await page.getByRole('link', { name: reference, exact: true }).click();
    await go(page, 'Acknowledge');
    await press(page, 'Acknowledge it');
    await done(page, 'The incident is acknowledged.');
    await doStep(page, 'File secured', 'Invented: locked in the safe.');
    await doStep(page, 'Well-being of remaining children checked: Ben Sample-Journey', 'Invented: seen at school.');
    await doStep(page, 'Well-being of remaining children checked: Cal Sample-Journey', 'Invented: seen at home.');
    await doStep(page, 'Immediate learning acted on', 'Invented: told to all teams.');
  });

  await test.step('names a liaison, and an author who is independent', async () => {
    await go(page, 'SCR panel liaison named');
    await choose(page, 'How does it stand?', 'Done');
    const suggested = page.getByRole('button', { name: /^Choose / });
    await suggested.first().click();
    await page.getByLabel('What was done, or why it does not apply').fill('Invented: agreed by telephone.');
    await press(page, 'Save');
    await done(page, 'Recorded: SCR panel liaison named.');

    await go(page, 'Management review author named, or no review required');
    await choose(page, 'How does it stand?', 'Done');
    await look(page, 'Who is to write our management review?', manager);
    await expect(page.getByText(`${manager} cannot be chosen.`)).toContainText('Is involved in this incident');
    await page.getByLabel('What was done, or why it does not apply').fill('Invented: by experience.');
    await press(page, 'Save');
    await problems(page, 'Is involved in this incident');
    await accessible(page);
    await page.getByText(/^Who cannot be chosen, and why/).click();
    await expect(page.getByText(`${practitioner}: Is involved in this incident`)).toBeVisible();
    await suggested.first().click();
    await press(page, 'Save');
    await done(page, 'Recorded: Management review author named');
    await expect(next(page)).toContainText('Name a buddy for everyone involved');
    await signOut(page);
  });

  await test.step('customer services name the buddies', async () => {
    await signIn(page, 'customer_services');
    await find(page, reference);
    await page.getByRole('link', { name: `Name a buddy of ${practitioner}` }).click();
    await heading(page, 'Name a buddy');
    await page.getByRole('button', { name: /^Choose / }).first().click();
    await press(page, 'Save');
    await done(page, 'buddy');
    await page.getByRole('link', { name: `Name a buddy of ${manager}` }).click();
    await choose(page, 'Does this manager need a buddy?', 'No buddy is needed');
    await press(page, 'Save');
    await problems(page, 'Enter why no buddy is needed');
    await page.getByLabel('Why?').fill('Invented: has one outside.');
    await press(page, 'Save');
    await expect(page.getByText('No buddy needed')).toBeVisible();
    await stage(page, 'Monitoring');
    await signOut(page);
  });

  await test.step('safeguarding close it', async () => {
    await signIn(page, 'safeguarding');
    await find(page, reference);
    await expect(next(page)).toContainText('Decide whether any question of harm arises');
    await go(page, 'Record the child death review');
    await choose(page, 'Was the death expected?', 'Unexpected');
    await choose(page, 'Does any question of harm arise?', 'No');
    await press(page, 'Save');
    await go(page, 'Close');
    await press(page, 'Close it');
    await done(page, 'The incident is closed.');
    await stage(page, 'Closed');
    await expect(next(page)).toContainText(`Nothing: it was closed by ${account('safeguarding').name}`);
    await expect(page.getByText('Invented: locked in the safe').first(), 'what was done stays readable').toBeVisible();
    await accessible(page);
  });

  await test.step('and open it again', async () => {
    await go(page, 'Reopen');
    await page.getByLabel('What new information is there?').fill('Invented: the coroner wrote.');
    await press(page, 'Reopen it');
    await done(page, 'The incident is open again.');
    await stage(page, 'Monitoring');
    await go(page, 'Everything that was done to this incident');
    await expect(page.getByText('Invented: the coroner wrote.')).toBeVisible();
    await keepsNothing(page);
  });
});
