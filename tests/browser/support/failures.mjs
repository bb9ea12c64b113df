// Leaves the failures, a few lines each, where `cargo xtask test` reads them: its last lines then say what failed.
import { writeFileSync } from 'node:fs';

const COLOURS = /\u001b\[[0-9;]*m/g;
const LINES = 6;

export default class Failures {
  #said = [];

  onTestEnd(test, result) {
    if (result.status === 'passed' || result.status === 'skipped') return;
    const text = result.error?.message ?? result.status;
    const lines = text.replace(COLOURS, '').split('\n').filter((line) => line.trim());
    const place = `${test.location.file.split('/').pop()}:${test.location.line}`;
    this.#said.push([test, [`${place} ${test.title}`, ...lines.slice(0, LINES)].join('\n  ')]);
  }

  onEnd() {
    const failed = this.#said.filter(([test]) => test.outcome() === 'unexpected');
    writeFileSync('results/failures.txt', failed.map(([, text]) => text).join('\n'));
  }

  printsToStdio() {
    return false;
  }
}
