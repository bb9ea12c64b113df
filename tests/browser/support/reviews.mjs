// Management reviews, made as far as a test needs them through the API.
import { daysAgo, Person } from './api.mjs';

/** Does something to a management review as it is now. */
export async function act(person, id, what, body, method = 'POST') {
  const { version } = await person.get(`management-reviews/${id}`);
  const headers = { 'If-Match': `"v${version}"` };
  // What adds something to the review is sent once, too.
  if (['proposals', 'comments'].includes(what)) headers['Idempotency-Key'] = crypto.randomUUID();
  return person.send(method, `management-reviews/${id}/${what}`, body, headers);
}

/** Writes all that a review needs before it can be submitted, as its author. */
export async function write(key, id) {
  const author = await Person.as(key);
  const parts = ['sources_read', 'interviews', 'analysis', 'good_practice', 'independence'];
  const [row, finding] = [crypto.randomUUID(), crypto.randomUUID()];
  const change = (kind, body, passage = crypto.randomUUID(), position = 1) =>
    ({ passage, base: 0, position, content: { kind, body } });
  const changes = [
    ...parts.map((part, at) =>
      change('section', { part, heading: '', text: `Invented: ${part}.` }, crypto.randomUUID(), at + 1)),
    change('row', {
      date: daysAgo(400), precision: 'exact', source: 'Case record', contact: 'home_visit', child_seen: 'alone',
      happened: 'Invented: a visit at home.', decision: '', omission: '',
    }, row),
    change('finding', { text: 'Invented: the address was not passed on.', rows: [row] }, finding),
    change('recommendation', {
      text: 'Invented: pass every change of address on.', findings: [finding], owner: 'Head of practice',
      reach: 'local',
    }),
  ];
  return author.send('PATCH', `management-reviews/${id}/text`, { tab: crypto.randomUUID(), seen: 0, changes });
}
