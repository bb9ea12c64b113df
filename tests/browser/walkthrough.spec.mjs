// docs/api-walkthrough.md runs as it stands: an incident from first word to closed, by curl alone.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test('the walkthrough of the API runs as it is written', () => {
  const page = readFileSync(new URL('../../docs/api-walkthrough.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  const said = execFileSync('bash', ['-e'], {
    input: blocks.join('\n'),
    env: { ...process.env, SERVER: process.env.ADDRESS },
    encoding: 'utf8',
  });
  const lines = said.trim().split('\n');
  expect(lines).toContain('closed');
  expect(JSON.parse(lines.at(-1)).errors[0].pointer).toBe('/circumstances');
});
