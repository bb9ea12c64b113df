// Reminders, and one's own deadlines in a calendar program.
import { accessible, enter, expect, heading, signIn, test, dayOff } from './support/people.mjs';

const menu = (page) => page.getByRole('navigation', { name: 'Menu' });

/** What a calendar program gets by a link, which has no session. */
const subscribed = (link) => fetch(link, { headers: { Accept: 'text/calendar' } });

test('a link for a calendar program is made, copied, replaced and removed', async ({ page }) => {
  await signIn(page, 'od_north');
  await page.getByRole('link', { name: 'Your sign-in' }).click();
  await page.getByRole('link', { name: 'See your dates in a calendar program' }).click();
  await heading(page, 'Your dates in a calendar program');
  await expect(page.getByText('Whoever has the link sees these dates without signing in.')).toBeVisible();
  await accessible(page);

  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('heading', { name: 'Copy your link now' })).toBeFocused();
  const shown = page.locator('#calendar-link');
  const first = await shown.textContent();
  expect(first).toMatch(new RegExp(`^${process.env.ADDRESS}/calendar/[0-9a-f]{64}\\.ics$`));
  await expect(page.getByText('Not yet')).toBeVisible();
  await accessible(page);
  const read = await subscribed(first);
  expect(read.headers.get('content-type')).toContain('text/calendar');
  expect(await read.text()).toContain('BEGIN:VCALENDAR');

  // It was told once.
  await page.reload();
  await heading(page, 'Your dates in a calendar program');
  await expect(page.getByText('Last read by a calendar program')).toBeVisible();
  await expect(page.getByText('Not yet')).toBeHidden();
  await expect(shown).toBeHidden();

  const sure = page.getByRole('dialog', { name: 'Are you sure?' });
  await page.getByRole('button', { name: 'Replace the link' }).click();
  await accessible(page);
  await sure.getByRole('button', { name: 'Yes, replace it' }).click();
  await expect(shown).toBeVisible();
  const second = await shown.textContent();
  expect((await subscribed(first)).status).toBe(404);
  expect((await subscribed(second)).status).toBe(200);

  await page.getByRole('button', { name: 'Remove the link' }).click();
  await sure.getByRole('button', { name: 'No, keep it' }).click();
  await expect(sure).toBeHidden();
  expect((await subscribed(second)).status).toBe(200);
  await page.getByRole('button', { name: 'Remove the link' }).click();
  await sure.getByRole('button', { name: 'Yes, remove it' }).click();
  await expect(page.getByText('The link is removed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make the link' })).toBeVisible();
  await expect(shown).toBeHidden();
  expect((await subscribed(second)).status).toBe(404);
});

test('reminders are listed, lead to their record and are marked as read', async ({ page }) => {
  test.skip(...dayOff);
  test.setTimeout(180_000);
  await enter(page, 'od_north');
  const rows = page.getByRole('table', { name: 'Notices' }).getByRole('row');
  // Whoever serves the data has begun to remind people within a minute.
  await expect(async () => {
    await page.goto('/notices');
    await heading(page, 'Notices');
    await expect(rows.nth(2)).toBeVisible();
  }).toPass({ timeout: 120_000 });
  const link = menu(page).getByRole('link', { name: /^Notices/ });
  await expect(link).toHaveAttribute('aria-current', 'true');
  await expect(link).toHaveText(/^Notices \(\d+ unread\)$/);
  await accessible(page);
  const unread = async () => Number((await link.textContent()).replace(/\D/g, ''));
  const before = await unread();
  const one = rows.nth(1);
  await expect(one.getByText('Unread')).toBeVisible();
  await one.getByRole('button', { name: /^Mark as read/ }).click();
  await expect(one.getByText('Unread')).toBeHidden();
  await expect.poll(unread).toBe(before - 1);

  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByText('All notices are marked as read.')).toBeVisible();
  await expect(link).toHaveText('Notices');
  await expect(page.getByRole('button', { name: /^Mark/ })).toHaveCount(0);
  await accessible(page);

  const record = one.getByRole('link').first();
  const words = await record.textContent();
  await record.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(words.split(', ').pop());
});

test('whoever has nothing due is told so', async ({ page }) => {
  await enter(page, 'board', '/notices');
  await heading(page, 'Notices');
  await expect(page.getByText('There are no notices.')).toBeVisible();
  await expect(menu(page).getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
  await expect(menu(page).getByRole('link', { name: 'Emails not delivered' })).toHaveCount(0);
  await accessible(page);
});

test('administrators are told that no emails are sent, where there is no mail server', async ({ page }) => {
  await enter(page, 'admin', '/');
  await menu(page).getByRole('link', { name: 'Emails not delivered' }).click();
  await heading(page, 'Emails not delivered');
  await expect(page.getByText('No mail server is set up')).toBeVisible();
  await expect(page.getByText('There are no emails that could not be sent.')).toBeVisible();
  await accessible(page);
});
