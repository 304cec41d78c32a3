/** Values that must be seen nowhere, told apart by number and recognised by any piece of them. */

/**
 * How a value looks. `word`, `words`: like text of people; `opaque`: like a random password; `digits`: like a long pin;
 * `token`: says itself that it is a credential, by its beginning.
 */
export type Style = 'word' | 'words' | 'opaque' | 'digits' | 'token';

export const ANY: readonly Style[] = ['word', 'words', 'opaque', 'digits', 'token'];
/** Where a word may be shown, but never what is seen to be a credential. */
export const TOKEN: readonly Style[] = ['token'];

const SYLLABLES = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'pu', 'ra', 'se', 'ti', 'vo', 'zu', 'xa'];
/** As issuers begin them. */
const ISSUED: readonly ((core: string) => string)[] = [
  (core) => `ghp_wren${core}wren0123456789`,
  (core) => `glpat-wren${core}wren0123`,
  (core) => `AKIAWREN${core.toUpperCase()}WREN`,
  (core) => `xoxb-wren-${core}-wren-0123`,
  (core) => `eyJhbGciwren.eyJ${core}wren.wren${core}`,
  (core) => `sk_live_wren${core}wren0123`,
  (core) => `sk-proj-wren${core}wren0123`,
  (core) => `hvs.wren${core}wren0123`,
];

/** Every piece of a canary that is long enough to be told from other text holds one of these, in some case. */
export const MARK = /wr[e3]n|908172/i;
export const BACKWARDS = /n[e3]rw.{0,20}|271809.{0,20}/i;

/** `number`: below 65,536; another number, another value. */
export function canaryText(style: Style, number: number): string {
  const core = coreOf(number);
  switch (style) {
    case 'word':
      return `wren${core}wren`;
    case 'words':
      return `wren-${core}-wren-house`;
    case 'opaque':
      return `Wr3n${titled(core)}7Qx9Wr3nZ4`;
    case 'digits':
      return `908172${String(number).padStart(6, '0')}908172`;
    case 'token':
      return (ISSUED[number % ISSUED.length] ?? String)(core);
  }
}

function coreOf(number: number): string {
  return [12, 8, 4, 0].map((shift) => SYLLABLES[(number >> shift) & 15] ?? '').join('');
}

function titled(core: string): string {
  return core.replace(/../g, (pair) => pair.charAt(0).toUpperCase() + pair.slice(1));
}
