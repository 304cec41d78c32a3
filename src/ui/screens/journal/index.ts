import { defineScreen } from '../define.ts';
import { journalKeys } from './keys.ts';
import { journalView } from './view.ts';

export const journal = defineScreen({ view: journalView, keys: [journalKeys] });
