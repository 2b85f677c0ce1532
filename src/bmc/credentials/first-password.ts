import { randomBytes } from 'node:crypto';

// Crockford's base 32: no i, l, o, u, so nothing is misread or spells a word. Five bits per character.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const groupLength = 5;

/** Random, easy to read aloud: `groups` groups of five characters, 25 bits each; at least four. */
export const firstPassword = (minimumLength: number): string => {
  const groups = Math.max(4, Math.ceil((minimumLength + 1) / (groupLength + 1)));
  const characters = Array.from(randomBytes(groups * groupLength), (byte) => alphabet[byte & 31]);
  return Array.from({ length: groups }, (_, index) =>
    characters.slice(index * groupLength, (index + 1) * groupLength).join(''),
  ).join('-');
};
