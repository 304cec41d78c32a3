import { defineScreen } from '../define.ts';
import { resultKeys } from './keys.ts';
import { resultView } from './view.ts';

export const result = defineScreen({ view: resultView, keys: [resultKeys] });
