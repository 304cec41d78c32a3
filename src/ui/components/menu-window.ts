/** The part of a menu that fits, around the entry with the cursor. Pure. */
import type { Menu } from '../../store/nav.ts';

/** The title tells which entry of how many has the cursor where not all are in sight. */
export function menuWindow(menu: Menu, room: number): Menu {
  const { items, index, title } = menu;
  const visible = Math.max(1, room);
  if (items.length <= visible) return menu;
  const start = Math.max(0, Math.min(index - Math.floor(visible / 2), items.length - visible));
  return {
    ...menu,
    title: `${title}, ${index + 1} of ${items.length}`,
    items: items.slice(start, start + visible),
    index: index - start,
  };
}
