/**
 * Entry of the single executable: small, so that what shells and people ask for most is answered without the rest of the
 * program, which takes longer to load than these take to answer.
 */
import { getRawAsset } from 'node:sea';
import { Script } from 'node:vm';
import { answersAtOnce } from './at-once.ts';
import { start } from './main.ts';

/** Names of what the executable holds beside this; compiled code only where it was built on its own platform. */
const PROGRAM = { code: 'program.js', compiled: 'program.compiled' } as const;

const argv = process.argv.slice(2);
if (answersAtOnce(argv, process.env)) await start(process.argv0, argv);
else await startProgram();

/** The code is a function that takes `require`; it is in ASCII, and holds its own entry. */
async function startProgram(): Promise<void> {
  const code = Buffer.from(getRawAsset(PROGRAM.code)).toString('latin1');
  const compiled = compiledCode();
  const script = new Script(code, {
    filename: PROGRAM.code,
    ...(compiled === undefined ? {} : { cachedData: compiled }),
  });
  const { createRequire } = process.getBuiltinModule('node:module');
  await (script.runInThisContext() as (require: NodeJS.Require) => Promise<void>)(createRequire(process.execPath));
}

function compiledCode(): Buffer | undefined {
  try {
    return Buffer.from(getRawAsset(PROGRAM.compiled));
  } catch {
    return undefined;
  }
}
