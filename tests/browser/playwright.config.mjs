// Real Chromium, one server for all tests, started by the tests themselves.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testMatch: '*.spec.mjs',
  outputDir: 'results',
  reporter: [['list'], ['./support/failures.mjs']],
  forbidOnly: true,
  fullyParallel: false,
  // The tests make what they need and change nothing that another looks at.
  workers: 2,
  // On a busy machine a test may be late. One that passes at the second try is named as flaky at the end.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalSetup: './support/start.mjs',
  use: {
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    actionTimeout: 20_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
  },
});
