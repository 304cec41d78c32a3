/** Characters that no document needs to escape, but that a terminal obeys or does not show. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** As JSON, and YAML in double quotes, write them: `\u202e`. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
