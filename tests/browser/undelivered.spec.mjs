// Emails that a real mail server has refused, of a server of this test's own.
import { accessible, expect, heading, signIn, test as base, dayOff } from './support/people.mjs';
import { mailServer, serve } from './support/serve.mjs';

const test = base.extend({
  mail: async ({}, use) => {
    const mail = await mailServer();
    await use(mail);
    mail.stop();
  },
  office: async ({ mail }, use) => {
    const office = await serve('mailing', 5, mail.settings);
    await use(office);
    office.stop();
  },
  baseURL: async ({ office }, use) => use(office.address),
});

test.skip(...dayOff);

test('administrators see which emails a mail server refused, and send them again', async ({ page, mail, office }) => {
  const admin = JSON.parse(office.accounts).accounts.find((one) => one.key === 'admin');
  await signIn(page, 'admin', admin);
  // It reminds people as soon as it runs, twenty in a second.
  const refused = async () => {
    const before = mail.messages().length;
    await page.waitForTimeout(3_000);
    return before > 0 && before === mail.messages().length;
  };
  await expect.poll(refused, { timeout: 60_000 }).toBe(true);

  const read = page.waitForResponse('**/api/v1/undelivered');
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Emails not delivered' }).click();
  await heading(page, 'Emails not delivered');
  const [first] = (await (await read).json()).items;
  const row = page.getByRole('table', { name: 'Emails not delivered' }).getByRole('row').nth(1);
  await expect(row).toContainText(first.recipient.name);
  await expect(row).toContainText('The mail server refused it for good');
  await expect(row).toContainText('Tried 1 time');
  await accessible(page);

  mail.mode('accept');
  const again = page.waitForResponse('**/api/v1/undelivered');
  await row.getByRole('button', { name: `Send again to ${first.recipient.name}` }).click();
  await expect(page.getByText('The email will be sent again')).toBeVisible();
  const left = (await (await again).json()).items.map((one) => one.id);
  expect(left).not.toContain(first.id);
  const arrived = () => mail.messages().filter((one) => one.mode === 'accept');
  await expect.poll(() => arrived().length).toBe(1);
  expect(arrived()[0].text).toContain(`${office.address}/`);
});
