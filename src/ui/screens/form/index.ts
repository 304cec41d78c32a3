import { defineScreen } from '../define.ts';
import { formKeys } from './keys.ts';
import { formView } from './view.ts';

export const form = defineScreen({ view: formView, keys: [formKeys] });
