// The writing room of management reviews: nothing that was typed is lost, and a long chronology stays quick.
import { daysAgo, Person } from './support/api.mjs';
import { press } from './support/form.mjs';
import { accessible, account, enter, expect, heading, keepsNothing, test, watched } from './support/people.mjs';
import { act, write } from './support/reviews.mjs';
import { AUTHOR, commissioned, passages, put, row, spreadsheet } from './support/writing.mjs';

const analysis = (page) => page.getByLabel('Analysis', { exact: true });
const saving = (page) => page.locator('#saving');
const lines = (page) => page.locator('.app-line');
/** More rows than are drawn at once, however tall the window. */
const FEW = 60;
const texts = async (id) => (await passages(id)).map(({ content }) => content.body.text);

/** Comes to a part of the room. */
async function room(page, id, part) {
  await enter(page, AUTHOR, `/management-reviews/${id}/write?part=${part}`);
  await heading(page, 'Writing room');
}

/** Chooses a file and imports it. */
async function take(page, name, csv) {
  await page.locator('#import-file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await press(page, 'Import');
}

test('what is typed without a network is kept, and saved once it is back', async ({ page, context }) => {
  const { id } = await commissioned();
  await room(page, id, 'sections');
  await analysis(page).fill('Typed before. ');
  await expect(saving(page)).toContainText('Saved at');
  await context.setOffline(true);
  await analysis(page).press('End');
  await analysis(page).pressSequentially('Typed without a network.');
  await expect(saving(page)).toContainText('Not saved since');
  await expect(saving(page)).toContainText('keep this page open');
  // Leaving would lose it, and the browser says so.
  const asked = page.waitForEvent('dialog');
  const leaving = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;
  await accessible(page);
  await keepsNothing(page);
  await context.setOffline(false);
  await expect(saving(page)).toContainText('Saved at');
  expect(await texts(id)).toEqual(['Typed before. Typed without a network.']);
});

test('ten minutes of typing without a network lose nothing', async ({ page, context }) => {
  const { id } = await commissioned();
  // The page's clock: the minutes pass for whatever the room does, the tries to save among it.
  await page.clock.install();
  await room(page, id, 'sections');
  await context.setOffline(true);
  const typed = [];
  for (let minute = 1; minute <= 10; minute += 1) {
    typed.push(`Minute ${minute} without a network.`);
    await analysis(page).press('End');
    await analysis(page).pressSequentially(`${minute > 1 ? ' ' : ''}${typed.at(-1)}`);
    await page.clock.runFor(60_000);
    await expect(saving(page)).toContainText('Not saved since');
  }
  await keepsNothing(page);
  expect(await texts(id)).toEqual([]);
  await context.setOffline(false);
  await page.clock.runFor(60_000);
  await expect(saving(page)).toContainText('Saved at');
  await expect(analysis(page)).toHaveValue(typed.join(' '));
  expect(await texts(id)).toEqual([typed.join(' ')]);
});

test('a page of the room that was left without a network is saved later', async ({ page, context }) => {
  const { id } = await commissioned();
  await room(page, id, 'sections');
  await context.setOffline(true);
  await analysis(page).fill('Typed and left.');
  await page.getByRole('link', { name: 'My work', exact: true }).first().click();
  await context.setOffline(false);
  await expect.poll(() => texts(id)).toEqual(['Typed and left.']);
});

test('a tab that is killed loses nothing typed more than five seconds before', async ({ page, context }) => {
  const { id } = await commissioned();
  await room(page, id, 'chronology');
  await page.locator('#add-row').click();
  await expect(page.locator('#row-date')).toBeFocused();
  await page.keyboard.type('12/3/2008');
  await page.getByLabel('What happened').fill('The last words before the end');
  await page.waitForTimeout(5_000);
  // Without a chance to save anything, as when the browser is killed.
  await page.close({ runBeforeUnload: false });
  const faults = [];
  const again = watched(await context.newPage(), faults);
  await room(again, id, 'chronology');
  await again.getByRole('button', { name: /^12 Mar 2008/ }).click();
  await expect(again.getByLabel('What happened')).toHaveValue('The last words before the end');
  expect(faults).toEqual([]);
});

test('the session ends while one types: signed in again, nothing is lost', async ({ page, context }) => {
  const { id } = await commissioned();
  const writer = await Person.fresh(AUTHOR);
  await writer.enter(context);
  await page.goto(`/management-reviews/${id}/write?part=sections`);
  await heading(page, 'Writing room');
  await writer.send('DELETE', 'session');
  await analysis(page).fill('Typed after the session ended.');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  const { email, password } = account(AUTHOR);
  await dialog.getByLabel('Email address').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await press(dialog, 'Sign in');
  await expect(saving(page)).toContainText('Saved at');
  await expect(analysis(page)).toHaveValue('Typed after the session ended.');
  expect(await texts(id)).toEqual(['Typed after the session ended.']);
  await keepsNothing(page);
});

test('what is too long waits by itself until it is shortened', async ({ page }) => {
  const { id } = await commissioned();
  await room(page, id, 'sections');
  await analysis(page).fill('x'.repeat(100_001));
  await page.getByLabel('Good practice', { exact: true }).fill('Short enough.');
  await expect(saving(page)).toContainText('Use 100000 characters or fewer');
  await expect.poll(() => texts(id)).toEqual(['Short enough.']);
  await analysis(page).fill('Shortened.');
  await expect(saving(page)).toContainText('Saved at');
  expect((await texts(id)).sort()).toEqual(['Short enough.', 'Shortened.']);
});

test('a save whose answer is lost keeps no second copy', async ({ page }) => {
  const { id } = await commissioned();
  await room(page, id, 'sections');
  let sendings = 0;
  await page.route('**/api/v1/management-reviews/*/text', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    sendings += 1;
    if (sendings > 2) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await analysis(page).fill('First. ');
  await expect(saving(page)).toContainText('Not saved since');
  await analysis(page).press('End');
  await analysis(page).pressSequentially('And more.');
  await expect(saving(page)).toContainText('Saved at');
  await expect.poll(() => texts(id)).toEqual(['First. And more.']);
  expect(sendings).toBeGreaterThan(2);
});

test('two tabs that type in one passage keep both, and the writer chooses', async ({ page, context }) => {
  const { id } = await commissioned();
  await put(id, [['section', { part: 'analysis', heading: '', text: 'As it was.' }]]);
  await room(page, id, 'sections');
  const faults = [];
  const other = watched(await context.newPage(), faults);
  await room(other, id, 'sections');
  await expect(other.locator('#others')).toContainText('you, in another tab or window');
  await analysis(other).fill('As the other tab has it.');
  await expect(saving(other)).toContainText('Saved at');
  // Typing goes on while the other version comes in: not a letter is lost on the way.
  const words = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
  await analysis(page).fill('');
  await analysis(page).pressSequentially(words, { delay: 15 });
  await expect(page.locator('#news')).toContainText('Both versions are kept');
  await expect(saving(page)).toContainText('Saved at');
  await expect.poll(async () => (await texts(id)).sort()).toEqual(['As the other tab has it.', words].sort());
  const choice = page.getByRole('region', { name: 'Two versions of this' });
  await expect(choice).toContainText('As the other tab has it.');
  await accessible(page);
  await press(page, 'Keep the version above');
  await expect(analysis(page)).toHaveValue(words);
  await expect.poll(() => texts(id)).toEqual([words]);
  // What the other tab has not touched comes to it by itself.
  await expect(analysis(other)).toHaveValue(words, { timeout: 45_000 });
  await keepsNothing(page);
  expect(faults).toEqual([]);
});

test('two thousand rows: opening, adding and sorting stay instant', async ({ page }) => {
  const { id } = await commissioned();
  await room(page, id, 'chronology');
  await page.getByText('Import rows from a spreadsheet').click();
  await take(page, 'bad.csv', 'date,source,contact,child seen,happened\n32/1/2008,File,office,maybe,\n');
  const table = page.getByRole('table', { name: 'What to mend in the file' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await accessible(page);
  await take(page, 'good.csv', spreadsheet(2_000));
  await expect(page.getByText('2000 rows were imported.')).toBeVisible();
  expect((await passages(id)).length).toBe(2_000);

  const began = Date.now();
  await page.reload();
  await expect(lines(page).first()).toBeVisible();
  const measured = { open: Date.now() - began };
  /** What a click makes of the rows: how many are drawn anew, with how many changes, and in how many milliseconds. */
  const done = (selector) => page.evaluate(async (selector) => {
    const made = { rows: 0, changes: 0 };
    const isRow = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches('[role=row]');
    const note = (records) => records.forEach((record) => {
      made.changes += 1;
      made.rows += [...record.addedNodes].filter(isRow).length;
    });
    const observer = new MutationObserver(note);
    const everything = { attributes: true, characterData: true, childList: true, subtree: true };
    observer.observe(document.querySelector('.app-rows'), everything);
    const frame = () => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); });
    const start = performance.now();
    document.querySelector(selector).click();
    await frame();
    made.milliseconds = Math.round(performance.now() - start);
    // What follows from it, such as scrolling to where the row went.
    await new Promise((later) => { setTimeout(later, 500); });
    note(observer.takeRecords());
    observer.disconnect();
    return made;
  }, selector);
  const few = async () => expect(await lines(page).count()).toBeLessThan(FEW);
  /** What is in view before and after, and no more: of two thousand rows the others are not touched. */
  const touchesFew = ({ rows, changes }) => {
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(2 * FEW);
    expect(changes).toBeLessThan(1_000);
  };
  await few();
  const grid = page.getByRole('table', { name: 'Rows of the chronology' });
  await expect(grid).toHaveAttribute('aria-rowcount', '2001');

  measured.add = await done('#add-row');
  touchesFew(measured.add);
  await expect(grid).toHaveAttribute('aria-rowcount', '2002');
  await expect(page.locator('#row-date')).toBeFocused();
  await page.keyboard.type('1/1/1999');
  measured.sort = await done('#sort-rows');
  touchesFew(measured.sort);
  await expect(page.locator('.app-line-open')).toHaveAttribute('aria-rowindex', '2');
  await few();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(page.locator('.app-line[aria-rowindex="2002"]')).toBeVisible();
  await few();
  console.log(`2,000 rows: ${JSON.stringify(measured)}`);

  await page.getByLabel('Only rows with something missing').check();
  await expect(lines(page).or(page.locator('.app-line-open'))).toHaveCount(1);
  await accessible(page);
});

test('the chronology is drawn, with the stretches in which nothing is recorded or nobody saw the child', async ({ page }) => {
  const { id } = await commissioned();
  const seen = (days, child_seen) => {
    const [year, month, date] = daysAgo(days).split('-');
    return ['row', row({ date: `${date}/${month}/${year}`, child_seen })];
  };
  // Of a period of 731 days, this day the last: 199 and 479 without a row, 689 in which nobody saw the child.
  await put(id, [
    seen(720, 'alone'), seen(700, 'alone'), seen(500, 'not_seen'), seen(490, 'not_seen'), seen(10, 'alone'),
  ]);
  const drawn = async () => {
    const picture = page.getByRole('img', { name: /^5 rows of the chronology over its period/ });
    await expect(picture).toBeVisible();
    await expect(picture).toHaveAccessibleName(
      '5 rows of the chronology over its period; 2 long stretches in which nothing is recorded, '
        + '1 long stretch in which nobody saw the child. The table below lists them.',
    );
    const { bands, strokes, colours } = await picture.evaluate((svg) => {
      const whole = svg.getBoundingClientRect();
      const share = (rect) => {
        const { left, width } = rect.getBoundingClientRect();
        return [rect.getAttribute('y'), ...[left - whole.left, width].map((part) => Math.round((part / whole.width) * 731))];
      };
      const paths = [...svg.querySelectorAll('path')];
      return {
        bands: [...svg.querySelectorAll('rect')].map(share),
        strokes: paths.map((path) => path.getAttribute('d').split('M').length - 1),
        colours: paths.map((path) => getComputedStyle(path).stroke),
      };
    });
    // Above: nobody saw the child. Below: nothing is recorded. Each where it lies, in days from the first.
    expect(bands).toEqual([['0', 31, 689], ['40', 31, 199], ['40', 241, 479]]);
    // Above, the rows in which the child was seen; below, the others.
    expect(strokes).toEqual([3, 2]);
    for (const colour of colours) expect(colour).toMatch(/^rgb\(/);
    const table = page.getByRole('table', { name: 'More than 28 days' });
    if (await table.isHidden()) await page.getByText('The stretches of more than 28 days, in a table').click();
    await expect(table.getByRole('row')).toHaveCount(4);
    for (const [what, days] of [['Nobody saw the child', 689], ['Nothing is recorded', 199], ['Nothing is recorded', 479]]) {
      await expect(table.getByRole('row').filter({ hasText: what }).filter({ hasText: `${days}` })).toHaveCount(1);
    }
    await accessible(page);
  };
  await room(page, id, 'chronology');
  await drawn();
  await page.goto(`/management-reviews/${id}/text`);
  await drawn();
});

test('a chronology is entered with the keyboard alone', async ({ page }) => {
  const { id } = await commissioned();
  await room(page, id, 'chronology');
  await page.locator('#add-row').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#row-date')).toBeFocused();
  await page.keyboard.type('1/2/2008');
  await page.keyboard.press('Enter');
  await expect(page.locator('#row-date')).toHaveValue('');
  await page.keyboard.type('1/6/2008');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('#row-date')).toHaveValue('1/2/2008');
  // It was left: what it lacks stands at its fields.
  await expect(page.getByText('Enter what happened')).toBeVisible();
  await accessible(page);
  await page.getByLabel('What happened').focus();
  await page.keyboard.type('A visit');
  await page.keyboard.press('Control+ArrowDown');
  await expect(page.getByLabel('What happened')).toBeFocused();
  await expect(page.locator('#row-date')).toHaveValue('1/6/2008');
  await page.keyboard.press('Escape');
  const last = page.getByRole('button', { name: /^1 Jun 2008/ });
  await expect(last).toBeFocused();
  await expect(lines(page).last()).toContainText('gap of 120 days');
  await page.keyboard.press('Enter');
  await press(page, 'Remove this row');
  await expect(lines(page)).toHaveCount(1);
  await press(page, 'Take it back');
  await expect(page.locator('#row-date')).toHaveValue('1/6/2008');
});

test('what is missing leads to its place, and what is complete can be submitted', async ({ page }) => {
  const { id } = await commissioned();
  const [visit] = await put(id, [['row', row({ happened: '' })]]);
  await room(page, id, 'check');
  await accessible(page);
  await page.getByRole('link', { name: /^Row 12 Mar 2008/ }).click();
  await expect(page.getByLabel('What happened')).toBeFocused();
  await page.keyboard.type('A visit that was not recorded');
  const parts = page.getByRole('navigation', { name: 'Parts of the review' });
  await parts.getByRole('link', { name: 'Findings' }).click();
  await press(page, 'Add a finding');
  await expect(page.getByRole('textbox', { name: 'Finding 1', exact: true })).toBeFocused();
  await page.keyboard.type('A visit is not recorded');
  const box = page.getByRole('combobox', { name: 'Add a row that finding 1 rests on' });
  await box.fill('not recorded');
  await page.getByRole('option').first().click();
  await accessible(page);
  await parts.getByRole('link', { name: 'Recommendations' }).click();
  await press(page, 'Add a recommendation');
  await expect(page.getByRole('textbox', { name: 'Recommendation 1', exact: true })).toBeFocused();
  await page.keyboard.type('Record every visit');
  await page.getByLabel('Finding 1: A visit is not recorded').check();
  await accessible(page);
  await parts.getByRole('link', { name: 'Check and submit' }).click();
  await page.getByRole('link', { name: /^A recommendation/ }).click();
  await expect(page.getByLabel('Who should see to it?')).toBeFocused();
  await page.keyboard.type('Head of Service');
  await expect.poll(async () => (await passages(id)).find(({ content }) => content.kind === 'recommendation')?.content.body.owner)
    .toBe('Head of Service');
  const finding = (await passages(id)).find(({ content }) => content.kind === 'finding');
  expect(finding.content.body.rows).toEqual([visit]);

  await write(AUTHOR, id);
  await page.goto(`/management-reviews/${id}/write?part=check`);
  await expect(page.getByText('Nothing is missing.')).toBeVisible();
  await press(page, 'Submit for quality assurance');
  await expect(page).toHaveURL(new RegExp(`${id}/submit$`));
});

test('a text is read whole, and any two of its versions are compared', async ({ page, browser }) => {
  const { id } = await commissioned();
  await write(AUTHOR, id);
  const author = await Person.as(AUTHOR);
  const { version } = await author.get(`management-reviews/${id}/text`);
  await act(author, id, 'submit', { text_version: version });
  const assurance = await browser.newContext({ baseURL: process.env.ADDRESS });
  const reader = await assurance.newPage();
  await enter(reader, 'safeguarding', `/management-reviews/${id}/text`);
  await reader.getByRole('link', { name: 'Comment on this passage' }).first().click();
  await heading(reader, 'Comment on the review');
  await assurance.close();
  await act(await Person.as('safeguarding'), id, 'return', { reason: 'Invented for a test.' });
  await room(page, id, 'sections');
  await page.getByLabel('Sources read', { exact: true }).fill('Invented: sources_read, and some more.');
  await expect(saving(page)).toContainText('Saved at');
  await expect.poll(() => texts(id)).toContain('Invented: sources_read, and some more.');
  await page.goto(`/management-reviews/${id}/text`);
  await expect(page.getByRole('heading', { name: 'Chronology' })).toBeVisible();
  await expect(page.getByText('Invented: sources_read, and some more.')).toBeVisible();
  await accessible(page);
  await page.goto(`/management-reviews/${id}/versions`);
  await heading(page, 'Versions of the text');
  await press(page, 'Compare');
  const compared = page.locator('section').filter({ hasText: 'Sources read' });
  await expect(compared.locator('ins')).toContainText(', and some more');
  await accessible(page);
  await keepsNothing(page);
});
