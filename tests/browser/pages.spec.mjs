// Every page that each person reaches from their navigation and lists: reachable, titled, accessible, focus on its heading.
import { accessible, expect, signIn, test } from './support/people.mjs';

const people = ['practitioner', 'manager', 'od_north', 'safeguarding', 'customer_services', 'admin'];

for (const key of people) {
  test(`what ${key} can open`, async ({ page }) => {
    test.setTimeout(240_000);
    await signIn(page, key);
    const addresses = new Set(['/accessibility']);
    const links = page.getByRole('navigation').getByRole('link');
    for (const link of await links.all()) addresses.add(await link.getAttribute('href'));
    for (const list of [...addresses]) {
      await page.goto(list);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[role=status] >> text=Loading')).toHaveCount(0);
      const first = page.locator('main table a, main .govuk-task-list a, main .govuk-list a').first();
      if (await first.count()) addresses.add(await first.getAttribute('href'));
    }
    for (const address of addresses) {
      if (!address?.startsWith('/')) continue;
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[role=status] >> text=Loading')).toHaveCount(0);
      expect(await page.title(), address).not.toBe('');
      await accessible(page);
    }
  });
}
