import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { dropRuntimeNotes } from '../../../src/cli/terminal/runtime-notes.ts';

test('that a part of Node is experimental is no message of the program; other warnings are told', () => {
  const runtime = new EventEmitter();
  const told: string[] = [];
  runtime.on('warning', ({ message }: Error) => told.push(message));
  dropRuntimeNotes(runtime);
  runtime.emit('warning', Object.assign(new Error('SOCKS5 may change'), { name: 'ExperimentalWarning' }));
  runtime.emit('warning', new Error('a listener leaks'));
  expect(told).toEqual(['a listener leaks']);
});
