import { expect, test } from 'vitest';
import { troubleText } from '../../src/model/file-trouble.ts';

const raw = (code: string) => Object.assign(new Error(`${code}: no such luck, write '/x\u001b[2J'`), { code });
const say = (error: unknown, state?: string) =>
  troubleText('The journal cannot be written in /x', error, {
    instead: 'set HOME to another folder',
    ...(state === undefined ? {} : { state }),
  });

test('what, where, why, what was changed and what to do', () => {
  expect(say(raw('ENOSPC'), 'Nothing was changed.')).toBe(
    'The journal cannot be written in /x: the disk is full. Nothing was changed. Free some space or set HOME to another folder.',
  );
});

test('without a remedy of its own the other place is all that is left', () => {
  expect(say(raw('EROFS'))).toBe(
    'The journal cannot be written in /x: the file system is read-only. Set HOME to another folder.',
  );
});

test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT', 'EIO', 'EMFILE'])(
  'no raw text of the runtime for %s',
  (code) => {
    expect(say(raw(code))).not.toContain(code);
    expect(say(raw(code))).not.toContain('no such luck');
  },
);

test.each([
  [raw('EWHATEVER'), ': the system refuses it (EWHATEVER). Set HOME'],
  [raw('ERR_OF_RUNTIME'), ': ERR_OF_RUNTIME: no such luck'],
  [raw('constructor'), 'constructor: no such luck'],
  ['torn', ': torn. Set HOME'],
])('what is not known is passed on, safe for a terminal: %s', (error, text) => {
  expect(say(error)).toContain(text);
  expect(say(error)).not.toContain('\u001b');
});
