// A management review that is commissioned, made through the API, and what its author writes.
import { daysAgo, involving, Person } from './api.mjs';
import { act } from './reviews.mjs';

/** Who writes it. */
export const AUTHOR = 'specialist_manager';

/** A review of an incident in Leeds, commissioned of its author; the two years before today are its period. */
export async function commissioned() {
  const incident = await involving();
  const director = await Person.as('od_north');
  const author = await Person.as(AUTHOR);
  const made = await director.create('management-reviews', {
    incident: incident.id, external: null, reason: 'Invented for a test.',
  });
  await act(director, made.id, 'proposals', { author: author.staff.id, exception: null });
  await act(director, made.id, 'independence', { found: 'independent', note: 'Invented for a test.' });
  const terms = { text: 'Invented for a test.', period_from: daysAgo(730), period_to: daysAgo(0) };
  return act(director, made.id, 'commission', { terms, due: null });
}

/** Saves passages: each a kind with its body. Answers with their ids. */
export async function put(id, contents) {
  const author = await Person.as(AUTHOR);
  const changes = contents.map(([kind, body], position) => ({
    passage: crypto.randomUUID(), base: 0, position, content: { kind, body },
  }));
  await author.send('PATCH', `management-reviews/${id}/text`, { tab: crypto.randomUUID(), seen: 0, changes });
  return changes.map((change) => change.passage);
}

/** What stands on the server. */
export async function passages(id) {
  const author = await Person.as(AUTHOR);
  const text = await author.get(`management-reviews/${id}/text`);
  return text.passages;
}

/** A row as it is typed. */
export const row = (parts = {}) => ({
  date: '12/3/2008', precision: '', source: 'Case file', contact: 'home_visit', child_seen: 'not_seen',
  happened: 'An invented visit', decision: '', omission: '', ...parts,
});

/** A spreadsheet of so many rows, one a day, the newest first. */
export function spreadsheet(rows) {
  const seen = ['Seen alone', 'Not seen', 'Not recorded', 'Seen with others'];
  const line = (_, i) => {
    const [year, month, date] = daysAgo(i + 1).split('-');
    return `${date}/${month}/${year},Case file ${i},Home visit,${seen[i % seen.length]},Invented visit ${i}`;
  };
  return ['date,source,contact,child seen,happened', ...Array.from({ length: rows }, line)].join('\n');
}
