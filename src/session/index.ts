export type { Answers } from './actions.ts';
export { type Answered, type AskOptions, askFact } from './ask.ts';
export type { Commands, PreviewOptions, UndoOptions, WriteMode } from './commands.ts';
export { type Needs, needsOf } from './needs.ts';
export { createSession, type Session, type SessionOptions } from './session.ts';
