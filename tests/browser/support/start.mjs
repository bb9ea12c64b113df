// Serves the demonstration until the tests end.
import { serve } from './serve.mjs';

export default async function start() {
  const { address, data, accounts, stop } = await serve('server', 120);
  Object.assign(process.env, { ADDRESS: address, DATA: data, ACCOUNTS: accounts });
  return stop;
}
