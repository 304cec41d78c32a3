import type { Run } from '../args/command.ts';
import { globalOptions } from '../args/help.ts';
import { EXIT } from '../exit.ts';

export const run: Run = async ({ io }) => {
  io.out(globalOptions());
  return EXIT.ok;
};
