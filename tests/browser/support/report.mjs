// The stepped report form, step by step.
import { ago, choose, date, look, press } from './form.mjs';
import { expect, heading } from './people.mjs';

/** Begins a report from the navigation. */
export async function begin(page) {
  await page.getByRole('link', { name: 'Report an incident' }).first().click();
  await heading(page, 'Report an incident');
  await press(page, 'Start now');
  await heading(page, 'What happened');
}

/** Answers the first step. */
export async function whatHappened(page, { kind = 'Serious injury', source = 'Police', authority } = {}) {
  await choose(page, 'What kind of incident is it?', kind);
  await choose(page, 'How well is the date of the incident known?', 'Exact');
  await date(page, 'When did it happen?', ago(3));
  await date(page, 'When were we told?', ago(1));
  await page.getByLabel('Who told us?').selectOption(source);
  if (authority) await look(page, 'Local authority (optional)', authority);
  await choose(page, 'Are there court proceedings?', 'Public law');
  await choose(page, 'Is there media interest?', 'No');
  await choose(page, 'Is serious criticism of our work expected?', 'No');
  await press(page, 'Continue');
  await heading(page, 'The children');
}

/** Answers what is asked about the child with this number. */
export async function aboutChild(page, number, { name, role, outcome, born }) {
  const child = page.getByRole('group', { name: `Child ${number}`, exact: true });
  await child.getByLabel('Name', { exact: true }).fill(name);
  await choose(child, 'Part in the incident', role);
  await choose(child, 'How well is the date of birth known?', born ? 'Exact' : 'Not known');
  if (born) await date(child, 'Date of birth', born);
  await choose(child, 'What happened to the child?', outcome);
}

/** From the children to the answers. */
export async function toTheAnswers(page, circumstances) {
  await press(page, 'Continue');
  await heading(page, 'The circumstances');
  await page.getByLabel('What is known about what happened?').fill(circumstances);
  await press(page, 'Continue');
  await heading(page, 'Check your answers');
}

/** Sends the report; answers with its reference. */
export async function send(page) {
  await press(page, 'Send the report');
  await heading(page, 'Incident reported');
  return page.locator('.govuk-panel__body strong').innerText();
}

/** A whole short report up to its answers. */
export async function shortReport(page, { circumstances, authority, source } = {}) {
  await begin(page);
  await whatHappened(page, { authority, source });
  await aboutChild(page, 1, { name: 'Invented Child', role: 'Subject of the incident', outcome: 'Seriously injured' });
  await toTheAnswers(page, circumstances);
}

/** What was typed is on the server. */
export async function saved(page) {
  await expect(page.locator('#saving')).toContainText(/^Saved at/);
}
