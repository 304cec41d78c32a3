import type { Run } from '../command.ts';
import { EXIT } from '../exit.ts';
import { globalOptions } from '../help.ts';

export const run: Run = async ({ io }) => {
  io.out(globalOptions());
  return EXIT.ok;
};
