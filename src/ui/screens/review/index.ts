import { defineScreen } from '../define.ts';
import { reviewKeys, typingKeys } from './keys.ts';
import { isTyping } from './model.ts';
import { reviewView } from './view.ts';

export const review = defineScreen({
  view: reviewView,
  keys: [reviewKeys, typingKeys],
  scope: (state) => (isTyping(state) ? 'typing' : 'review'),
});
