/** The walk for a screen reader: sentences one below the other, each said once. */
import { Box, Static, Text } from 'ink';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { toAscii } from '../glyphs.ts';
import { isTicking } from '../select/stream.ts';
import { type Announced, news } from '../text/announce.ts';
import { type Line, lineText } from '../text/line.ts';
import { spoken, spokenMenu } from '../text/spoken.ts';
import type { WalkView } from '../types.ts';

export function Spoken({ view, lines }: { readonly view: WalkView; readonly lines: readonly Line[] }): ReactNode {
  const said = useNews(announcedOf(view, lines), isTicking(view.harden, view.nav));
  return (
    <Box flexDirection="column">
      <Static items={[...said]}>{(sentence, at) => <Text key={at}>{sentence}</Text>}</Static>
    </Box>
  );
}

/** A prompt or a menu leaves the screen in sight; help takes its place. */
export function announcedOf({ nav, options }: WalkView, lines: readonly Line[]): Announced {
  const { overlay, stack } = nav;
  const menu = overlay?.kind === 'menu' ? spokenMenu(overlay) : [];
  const sentences = [...spoken(lines).map(lineText), ...menu];
  return {
    place: `${stack.length} ${stack.at(-1)?.screen} ${overlay?.kind === 'help' ? 'help' : ''}`,
    sentences: options.ascii ? sentences.map(toAscii) : sentences,
  };
}

function useNews(now: Announced, isBusy: boolean): readonly string[] {
  const [said, say] = useState<readonly string[]>([]);
  const before = useRef<Announced | undefined>(undefined);
  useEffect(() => {
    const fresh = news(before.current, now, isBusy);
    before.current = now;
    if (fresh.length > 0) say((earlier) => [...earlier, ...fresh]);
  });
  return said;
}
