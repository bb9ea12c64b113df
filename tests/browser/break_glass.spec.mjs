// Break-glass: a manager reads one restricted incident for an hour, and safeguarding reviews that.
import { Person } from './support/api.mjs';
import { account, accessible, expect, signIn, signOut, test } from './support/people.mjs';
import { act, write } from './support/reviews.mjs';
import { AUTHOR, commissioned } from './support/writing.mjs';

/** A restricted incident, reported by customer services. Answers with its reference. */
async function restricted(playwright, baseURL) {
  const api = await playwright.request.newContext({ baseURL });
  const { email, password } = account('customer_services');
  const session = await (await api.post('/api/v1/session', { data: { email, password } })).json();
  const notification = {
    kind: 'other', incident_date: null, incident_date_precision: 'unknown', became_known_on: null,
    notified_on: '2026-01-05', source: 'media', local_authority: null, proceedings: 'not_known',
    media_interest: 'yes', serious_criticism: 'no',
  };
  const child = {
    name: 'Invented Child', birth_date: null, birth_precision: 'unknown', death_date: null, case_reference: null,
    role: 'subject', outcome: 'not_known',
  };
  const made = await api.post('/api/v1/incidents', {
    headers: { 'X-CSRF-Token': session.csrf_token, 'Idempotency-Key': crypto.randomUUID() },
    data: { notification, circumstances: 'Invented for the test of break-glass.', children: [child] },
  });
  return (await made.json()).summary.reference;
}

test('a manager opens a restricted incident, and safeguarding reviews it', async ({ page, playwright, baseURL }) => {
  const reference = await restricted(playwright, baseURL);
  await signIn(page, 'manager');
  await page.getByRole('link', { name: 'Open a restricted incident' }).click();
  await accessible(page);

  await page.getByRole('button', { name: 'Open the incident' }).click();
  await expect(page.getByRole('alert').getByText('Enter the whole reference of the incident')).toBeVisible();
  await page.getByLabel('Reference of the incident').fill('SI-1999-0001');
  await page.getByLabel('Why do you need to read it now?').fill('Invented reason.');
  await page.getByRole('button', { name: 'Open the incident' }).click();
  await expect(page.getByRole('alert')).toContainText('There is nothing here that you can see');
  await expect(page.getByLabel('Why do you need to read it now?')).toHaveValue('Invented reason.');

  await page.getByLabel('Reference of the incident').fill(reference);
  await page.getByRole('button', { name: 'Open the incident' }).click();
  await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible();
  await expect(page.getByText('Open for 59 minutes more.')).toBeVisible();
  await expect(page.getByText('Invented for the test of break-glass.')).toBeVisible();
  await accessible(page);

  await page.getByRole('link', { name: 'Back to opening a restricted incident' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: reference })).toContainText('minutes more');
  await signOut(page);

  await signIn(page, 'safeguarding');
  await accessible(page);
  await page.getByRole('table', { name: 'Openings to review' }).getByRole('link', { name: reference }).click();
  await expect(page.getByText('Invented reason.')).toBeVisible();
  await page.getByRole('button', { name: 'Save the review' }).click();
  await expect(page.getByRole('alert').getByText('Say whether it was appropriate')).toBeVisible();
  await page.getByLabel('Not appropriate').check();
  await page.getByRole('button', { name: 'Save the review' }).click();
  await expect(page.getByRole('alert').getByText('Enter why it was not appropriate')).toBeVisible();
  await accessible(page);
  await page.getByLabel('Appropriate', { exact: true }).check();
  await page.getByRole('button', { name: 'Save the review' }).click();
  await expect(page.getByRole('alert')).toContainText(`The opening of ${reference} is reviewed.`);
  await expect(page.getByText('No opening waits for a review.')).toBeVisible();
  await accessible(page);
});

test('the approved review of an opened incident is read, and a draft is not', async ({ page }) => {
  const { id, reference } = await commissioned();
  const draft = await commissioned();
  await write(AUTHOR, id);
  const author = await Person.as(AUTHOR);
  const { text_version: version } = await author.get(`management-reviews/${id}`);
  await act(author, id, 'submit', { text_version: version });
  await act(await Person.as('safeguarding'), id, 'pass');
  const director = await Person.as('od_north');
  await act(director, id, 'approve');
  const open = async (review) => {
    const { incident_reference: incident } = await director.get(`management-reviews/${review}`);
    await page.goto('/break-glass');
    await page.getByLabel('Reference of the incident').fill(incident);
    await page.getByLabel('Why do you need to read it now?').fill('Invented reason.');
    await page.getByRole('button', { name: 'Open the incident' }).click();
    await expect(page.getByRole('heading', { level: 1, name: incident })).toBeVisible();
  };
  await signIn(page, 'od_midlands_west');
  await open(id);
  await expect(page.getByRole('heading', { level: 2, name: 'Approved management reviews' })).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: reference }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Text of ${reference}` })).toBeVisible();
  await expect(page.getByText('Open for 59 minutes more.')).toBeVisible();
  await expect(page.getByText('Invented: pass every change of address on.')).toBeVisible();
  await accessible(page);
  await page.getByRole('link', { name: 'Back to the incident' }).click();
  await open(draft.id);
  await expect(page.getByText('No management review of this incident is approved.')).toBeVisible();
});
