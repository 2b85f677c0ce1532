import { createHash, timingSafeEqual } from 'node:crypto';

const shape = /^\{SHA\}([A-Za-z0-9+/]{27}=)$/;

/** `{SHA}` of a password file: unsalted SHA-1, base64. Undefined if `hash` is no such string. */
export const shaVerifier = (hash: string): ((password: string) => Promise<boolean>) | undefined => {
  const [, digest] = shape.exec(hash) ?? [];
  if (digest === undefined) return undefined;
  const expected = Buffer.from(digest, 'base64');
  return async (password) => timingSafeEqual(createHash('sha1').update(password).digest(), expected);
};
