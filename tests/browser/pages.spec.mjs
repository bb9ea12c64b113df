// Every page of the client, as someone who may open it: it arrives, has a title, axe finds nothing, and at 400 % zoom
// nothing scrolls sideways.
import { child, daysAgo, involving, Person, reported, triaged } from './support/api.mjs';
import { press, problems } from './support/form.mjs';
import { accessible, enter, expect, heading, settled, test } from './support/people.mjs';

test.describe.configure({ mode: 'parallel' });

const links = 'main table a, main .govuk-task-list a, main .govuk-list a';

/** Opens a page and looks at it. */
async function look(page, address) {
  await page.goto(address);
  await settled(page);
  expect(await page.title(), address).toMatch(/^.+ – Safeguarding Reviews$/);
  await accessible(page);
}

const parts = {
  practitioner: ['/', '/incidents', '/incidents/report'],
  od_north: ['/'],
  customer_services: ['/', '/cases'],
  safeguarding: ['/incidents', '/people', '/areas'],
  admin: ['/'],
};

for (const [key, addresses] of Object.entries(parts)) {
  test(`what ${key} can open, and the first of each list`, async ({ page }) => {
    await enter(page, key);
    for (const address of addresses) {
      await look(page, address);
      const first = page.locator(links).first();
      if (await first.count()) await look(page, await first.getAttribute('href'));
    }
  });
}

test('pages that are for nobody or anybody', async ({ page }) => {
  for (const address of ['/sign-in', '/accessibility']) await look(page, address);
  await enter(page, 'board');
  await expect(page.getByRole('navigation', { name: 'Menu' }).getByRole('link')).toHaveText(['My work', 'Notices', 'People']);
  for (const address of ['/', '/incidents', '/incidents/report', '/cases', '/nowhere']) await look(page, address);
});

test('a case, and recording one', async ({ page }) => {
  await enter(page, 'customer_services');
  const { intake } = await involving();
  for (const address of ['/cases/new', `/cases/${intake.cases[0].id}`]) await look(page, address);
});

/** No part of any incident: a child that is added. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** What safeguarding can do to incidents at a stage; a place after the action names a part of the incident. */
const scenes = {
  received: {
    make: () => reported({ by: 'practitioner' }),
    actions: () => ['log', 'reject', 'mark-duplicate', 'restrict'],
  },
  logged: {
    make: () => reported({ kind: 'death', children: [{ ...child, outcome: 'died' }] }),
    actions: ({ intake }) => [
      'triage', 'correct', `correct/${intake.children[0].id}`, `correct/${nobody}`, 'review-child-death', 'replace-od',
    ],
  },
  'not known to us': {
    make: async () => triaged((await reported()).id, 'not_known'),
    actions: () => ['record-lscb-decision', 'forward', 'give-access', 'close'],
  },
  forwarded: {
    make: () => involving(),
    actions: ({ intake }) => [
      'acknowledge', 'name-buddy', 'add', 'triage', 'record-step',
      `record-step/${intake.steps.find((step) => step.kind === 'author_named').id}`,
      `extend/${intake.deadlines.find((one) => one.running).id}`,
    ],
  },
  closed: { make: closed, actions: () => ['reopen'] },
};

/** An incident of which nothing is outstanding, closed by safeguarding. */
async function closed() {
  const { id } = await triaged((await reported()).id, 'not_known');
  const safeguarding = await Person.as('safeguarding');
  const outcome = { decision: 'no_review', decided_on: daysAgo(1), our_answer: 'Invented.', answered_on: daysAgo(0) };
  await safeguarding.act(id, 'lscb-outcome', outcome, 'PUT');
  return safeguarding.act(id, 'close');
}

for (const [name, { make, actions }] of Object.entries(scenes)) {
  test(`an incident that is ${name}, its history, and what can be done to it`, async ({ page }) => {
    const { id } = await make();
    await enter(page, 'safeguarding', `/incidents/${id}`);
    await settled(page);
    await accessible(page);
    await look(page, `/incidents/${id}/history`);
    await look(page, `/incidents/${id}/reported`);
    const safeguarding = await Person.as('safeguarding');
    for (const action of actions(await safeguarding.incident(id))) {
      await look(page, `/incidents/${id}/${action}`);
      await expect(page.getByText(action === 'close' ? 'cannot be closed yet' : 'cannot be done'), action)
        .toHaveCount(action === 'close' ? 1 : 0);
    }
  });
}

test('each step of a report, empty and with everything wrong', async ({ page }) => {
  await enter(page, 'customer_services', '/incidents/report');
  await press(page, 'Start now');
  for (const title of ['What happened', 'The children', 'The circumstances', 'Check your answers']) {
    await heading(page, title);
    await accessible(page);
    if (title === 'Check your answers') break;
    await press(page, 'Continue');
    await problems(page, 'There is a problem');
    await accessible(page);
    const next = { 'What happened': 'children', 'The children': 'circumstances', 'The circumstances': 'check' }[title];
    await page.goto(page.url().replace(/[a-z]+$/, next));
  }
});

test('a part of the client that cannot be fetched says so, and is there once it can', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.ADDRESS });
  const page = await context.newPage();
  await page.route('**/part-*.wasm', (route) => route.abort());
  await enter(page, 'admin', '/admin/settings');
  await heading(page, 'This page could not be loaded');
  await accessible(page);
  await page.unroute('**/part-*.wasm');
  await page.getByRole('button', { name: 'Load this page again' }).click();
  await heading(page, 'Settings');
  await context.close();
});
