import { defineScreen } from '../define.ts';
import { decisionKeys } from './keys.ts';
import { decisionView } from './view.ts';

export const decision = defineScreen({ view: decisionView, keys: [decisionKeys] });
