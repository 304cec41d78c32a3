import { defineScreen } from '../define.ts';
import { connectKeys } from './keys.ts';
import { connectView } from './view.ts';

export const connect = defineScreen({ view: connectView, keys: [connectKeys] });
