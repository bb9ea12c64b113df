// Fills a demonstration database in a temporary folder and serves it on a free port until the tests end.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
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

async function untilReady(address, server) {
  for (let i = 0; i < 200; i += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const ready = await fetch(`${address}/health/ready`).catch(() => null);
    if (ready?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server is not ready after 20 seconds');
}

export default async function start() {
  const { SAFEGUARDING_BIN: program, SAFEGUARDING_ASSETS: assets } = process.env;
  if (!program || !assets) throw new Error('run these through `cargo xtask test browser`');
  const data = mkdtempSync(join(tmpdir(), 'safeguarding-browser-'));
  execFileSync(program, ['demo', 'fill', '--incidents', '120', '--data', data], { stdio: 'inherit' });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  mkdirSync('results', { recursive: true });
  const log = openSync('results/server.log', 'w');
  const server = spawn(program, ['serve', '--port', String(port), '--data', data, '--assets', assets], {
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  await untilReady(address, server);
  process.env.ADDRESS = address;
  process.env.DATA = data;
  process.env.ACCOUNTS = readFileSync(join(data, 'demo-accounts.json'), 'utf8');
  return () => {
    server.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  };
}
