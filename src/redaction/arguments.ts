/** Which arguments of a program are neither kept nor shown: in containers, in hooks, in probes. Pure. */
import type { Json } from '../plugin-api/index.ts';
import { isCredentialName, isHarmless, looksLikeCredential } from './credentials.ts';

const FLAG = /^--?([A-Za-z0-9][\w.-]*)$/;
const FLAG_WITH_VALUE = /^--?([A-Za-z0-9][\w.-]*)=(.+)$/s;
const PATH = /^\.{0,2}\/[A-Za-z0-9._/-]*$/;
/** Of one letter, or of a name: in others a value may hang on the letter. */
const BARE_FLAG = /^(-[A-Za-z]|-[a-z]+([-.][a-z]+)*|--[A-Za-z][\w.-]*)$/;
/** Words, abbreviations, versions, numbers: no mixture that could be random. */
const PART = /^([a-z]*([A-Z]{1,4}(?![A-Z])[a-z]*)*|v\d{1,2}|\d{1,5})$/;
const BETWEEN_PARTS = /[-.,:/_=@]+/;

/** It looks like a credential, or the name of its flag says that it is one. */
export function isSecretArgument(item: string, previous: Json | undefined): boolean {
  if (looksLikeCredential(item)) return true;
  const flag = FLAG_WITH_VALUE.exec(item)?.[1];
  if (flag !== undefined) return isCredentialName(flag);
  const before = flagBefore(previous);
  return before !== undefined && !item.startsWith('-') && isCredentialName(before);
}

/** A script, or a word that no flag names, may hold anything: it is shown only when it cannot hide a value. */
export function isShownArgument(item: string, previous: Json | undefined): boolean {
  if (BARE_FLAG.test(item) || isHarmless(item) || PATH.test(item)) return true;
  const value = FLAG_WITH_VALUE.exec(item)?.[2];
  if (value !== undefined) return isPlain(value);
  // One letter says nothing about its value.
  return (flagBefore(previous) ?? '').length > 1 && isPlain(item);
}

function flagBefore(previous: Json | undefined): string | undefined {
  return typeof previous === 'string' ? FLAG.exec(previous)?.[1] : undefined;
}

function isPlain(value: string): boolean {
  return isHarmless(value) || PATH.test(value) || value.split(BETWEEN_PARTS).every((part) => PART.test(part));
}
