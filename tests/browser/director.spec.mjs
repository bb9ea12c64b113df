// The Operational Director's first steps.
import { account, accessible, expect, signIn, test } from './support/people.mjs';

/** Customer services report and triage an incident of Leeds, which goes to the north's director. Answers with its reference. */
async function forwarded(playwright, baseURL) {
  const api = await playwright.request.newContext({ baseURL });
  const { email, password } = account('customer_services');
  const session = await (await api.post('/api/v1/session', { data: { email, password } })).json();
  const headers = { 'X-CSRF-Token': session.csrf_token };
  const authorities = await (await api.get('/api/v1/local-authorities')).json();
  const notification = {
    kind: 'serious_injury', incident_date: null, incident_date_precision: 'unknown', became_known_on: null,
    notified_on: '2026-01-05', source: 'police', local_authority: authorities.find((one) => one.name === 'Leeds').code,
    proceedings: 'not_known', media_interest: 'no', serious_criticism: 'no',
  };
  const child = {
    name: 'Invented Child', birth_date: null, birth_precision: 'unknown', death_date: null, case_reference: null,
    role: 'subject', outcome: 'seriously_injured',
  };
  const made = await api.post('/api/v1/incidents', {
    headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() },
    data: { notification, circumstances: 'Invented for a test.', children: [child] },
  });
  const { id, version, summary } = await made.json();
  const triaged = await api.post(`/api/v1/incidents/${id}/triage`, {
    headers: { ...headers, 'If-Match': `"v${version}"` },
    data: { known: 'being_checked', cases: [], practitioners: [], managers: [], reason: null },
  });
  expect((await triaged.json()).summary.stage).toBe('forwarded');
  return summary.reference;
}

test('the director acknowledges what waits for them', async ({ page, playwright, baseURL }) => {
  const reference = await forwarded(playwright, baseURL);
  await signIn(page, 'od_north');
  const row = page.getByRole('row').filter({ hasText: reference });
  await expect(row).toContainText('Acknowledge it');
  await row.getByRole('link', { name: reference }).click();
  await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible();
  await page.getByRole('link', { name: 'Acknowledge', exact: true }).click();
  await accessible(page);
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByRole('heading', { level: 1, name: reference })).toBeVisible();
  await expect(page.getByText('Acknowledged').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Acknowledge', exact: true })).toHaveCount(0);
  await accessible(page);
});
