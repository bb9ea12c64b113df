// A management review that is commissioned, made through the API, and what its author writes.
import { Person, involving } from './api.mjs';

/** Who writes it. */
export const AUTHOR = 'specialist_manager';

const YEAR = 365;
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Does something to a management review as it is now. */
export async function act(person, id, what, data) {
  const { version } = await person.get(`management-reviews/${id}`);
  return person.send('POST', `management-reviews/${id}/${what}`, data, {
    'If-Match': `"v${version}"`,
    'Idempotency-Key': crypto.randomUUID(),
  });
}

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
  const terms = { text: 'Invented for a test.', period_from: day(2 * YEAR), period_to: day(0) };
  return act(director, made.id, 'commission', { terms, due: null });
}

/** Saves passages: each a kind with its body. Answers with their ids. */
export async function write(id, contents) {
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
    const [year, month, date] = day(i + 1).split('-');
    return `${date}/${month}/${year},Case file ${i},Home visit,${seen[i % seen.length]},Invented visit ${i}`;
  };
  return ['date,source,contact,child seen,happened', ...Array.from({ length: rows }, line)].join('\n');
}

/** All that a review has to hold before it can be submitted. */
export async function complete(id) {
  const section = (part) => ['section', { part, heading: '', text: 'Invented words.' }];
  const [visit] = await write(id, [['row', row()]]);
  const [finding] = await write(id, [['finding', { text: 'An invented finding', rows: [visit] }]]);
  return write(id, [
    ...['sources_read', 'interviews', 'analysis', 'good_practice', 'independence'].map(section),
    ['recommendation', { text: 'Record every visit', findings: [finding], owner: 'Head of Service', reach: 'local' }],
  ]);
}
