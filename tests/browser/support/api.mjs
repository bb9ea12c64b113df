// What a test needs to be there already, made through the API as the people who would make it.
import { account, expect } from './people.mjs';

const COOKIE = 'safeguarding_session';

/** Somebody's API: reads and changes as they do in the browser. */
export class Person {
  static #known = new Map();

  /** Signed in once for all tests of a worker. */
  static async as(key) {
    if (!Person.#known.has(key)) Person.#known.set(key, await Person.fresh(key));
    return Person.#known.get(key);
  }

  /** Signed in anew: for tests that end the session. */
  static async fresh(key) {
    const person = new Person();
    const { email, password } = account(key);
    const { staff, csrf_token: token } = await person.send('POST', 'session', { email, password });
    return Object.assign(person, { staff, token });
  }

  async ask(method, path, data, headers = {}) {
    const answer = await fetch(`${process.env.ADDRESS}/api/v1/${path}`, {
      method,
      body: data === undefined ? undefined : JSON.stringify(data),
      headers: {
        'Content-Type': 'application/json',
        ...(this.cookie && { Cookie: `${COOKIE}=${this.cookie}` }),
        ...(this.token && { 'X-CSRF-Token': this.token }),
        ...headers,
      },
    });
    const renewed = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${COOKIE}=`));
    if (renewed) [, this.cookie] = renewed.split(/[=;]/);
    return answer;
  }

  async send(method, path, data, headers) {
    const answer = await this.ask(method, path, data, headers);
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
    return text && JSON.parse(text);
  }

  get(path) {
    return this.send('GET', path);
  }

  create(path, data) {
    return this.send('POST', path, data, { 'Idempotency-Key': crypto.randomUUID() });
  }

  incident(id) {
    return this.get(`incidents/${id}`);
  }

  /** Does something to an incident as it is now. */
  async act(id, what, data, method = 'POST') {
    const { version } = await this.incident(id);
    return this.send(method, `incidents/${id}/${what}`, data, { 'If-Match': `"v${version}"` });
  }

  /** Gives a browser this person's session. */
  async enter(context) {
    const cookie = { name: COOKIE, value: this.cookie, url: process.env.ADDRESS, httpOnly: true, sameSite: 'Strict' };
    await context.addCookies([cookie]);
  }
}

/** A date so many days ago, as the API writes it. */
export function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** A child as invented for a test. */
export const child = {
  name: 'Invented Child', birth_date: null, birth_precision: 'unknown', death_date: null, case_reference: null,
  role: 'subject', outcome: 'seriously_injured',
};

/** An incident of this local authority, as customer services report it: logged, not yet triaged. */
export async function reported({ authority = 'Leeds', by = 'customer_services', children = [child], ...told } = {}) {
  const reporter = await Person.as(by);
  const places = await reporter.get('local-authorities');
  return reporter.create('incidents', {
    notification: {
      kind: 'serious_injury', incident_date: null, incident_date_precision: 'unknown', became_known_on: null,
      notified_on: daysAgo(1), source: 'police', local_authority: places.find((one) => one.name === authority).code,
      proceedings: 'not_known', media_interest: 'no', serious_criticism: 'no', ...told,
    },
    circumstances: 'Invented for a test.',
    children,
  });
}

/** Triages an incident with this answer, which forwards it by the area rule. */
export async function triaged(id, known, parts = {}) {
  const intake = await Person.as('customer_services');
  return intake.act(id, 'triage', { known, cases: [], practitioners: [], managers: [], reason: null, ...parts });
}

/** A case of the Leeds team in which this person works, recorded for a test. */
export async function caseOf(staff) {
  const intake = await Person.as('customer_services');
  const teams = await intake.get('teams');
  return intake.create('cases', {
    reference: `INV-${crypto.randomUUID().slice(0, 8)}`, law: 'public_law',
    team: teams.find((one) => one.name === 'Leeds').id, opened_on: daysAgo(90), closed_on: null,
    allocations: [{ staff, from: daysAgo(90), to: null }],
  });
}

/** An incident that is known to us, with the practitioner of the demonstration and their manager named in it. */
export async function involving(key = 'practitioner') {
  const { staff } = await Person.as(key);
  const made = await reported();
  const found = await caseOf(staff.id);
  const [{ manager }] = found.allocations;
  return triaged(made.id, 'known_open', { cases: [found.id], practitioners: [staff.id], managers: [manager.id] });
}
