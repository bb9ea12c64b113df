// The demonstration, served, and a mail server for it.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What the look finds, once it finds something; no longer than 20 seconds, and no longer than the process runs. */
async function found(process, what, look) {
  for (let i = 0; i < 200; i += 1) {
    if (process.exitCode !== null) throw new Error(`${what} ended with ${process.exitCode}`);
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} is not ready after 20 seconds`);
}

/**
 * Fills a demonstration database in a temporary folder and serves it on a free port until it is stopped. `settings` are those
 * of the program at its address; its log has this name.
 */
export async function serve(log, incidents, settings = () => []) {
  const { SAFEGUARDING_BIN: program, SAFEGUARDING_ASSETS: assets } = process.env;
  if (!program || !assets) throw new Error('run these through `cargo xtask test browser`');
  const data = mkdtempSync(join(tmpdir(), 'safeguarding-browser-'));
  execFileSync(program, ['demo', 'fill', '--incidents', String(incidents), '--data', data], { stdio: 'inherit' });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  mkdirSync('results', { recursive: true });
  const file = openSync(`results/${log}.log`, 'w');
  const flags = ['serve', '--port', String(port), '--data', data, '--assets', assets, ...settings(address)];
  const server = spawn(program, flags, { stdio: ['ignore', 'ignore', file] });
  closeSync(file);
  await found(server, 'the server', () => fetch(`${address}/health/ready`).then(({ ok }) => ok, () => false));
  return {
    address,
    data,
    accounts: readFileSync(join(data, 'demo-accounts.json'), 'utf8'),
    stop() {
      server.kill('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A real mail server, which refuses every message for good until it is told otherwise. */
export async function mailServer() {
  const folder = mkdtempSync(join(tmpdir(), 'safeguarding-mail-'));
  const mode = (word) => writeFileSync(join(folder, 'mode'), word);
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  mode('550');
  writeFileSync(join(folder, 'messages'), '');
  const server = spawn(process.env.SAFEGUARDING_TEST_PYTHON, ['../smtp/server.py', folder], { stdio: 'inherit' });
  const port = await found(server, 'the mail server', () => {
    try {
      return read('port');
    } catch {
      return null;
    }
  });
  return {
    settings: (address) => [
      '--smtp-host', 'localhost', '--smtp-port', port, '--smtp-security', 'none', '--smtp-from', 'reviews@test.invalid',
      '--origin', address,
    ],
    mode,
    messages: () => read('messages').split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    stop() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
