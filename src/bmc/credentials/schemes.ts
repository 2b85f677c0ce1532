import { apr1Verifier } from './apr1.js';
import { type Bcrypt, openBcrypt } from './bcrypt.js';
import { scryptVerifier } from './scrypt.js';
import { shaVerifier } from './sha.js';

/** Checks a password; takes as long for a wrong one as for the right one. */
export type Verifier = (password: string) => Promise<boolean>;

export interface Schemes {
  /** Undefined: none of the schemes that are understood. */
  verifier(hash: string): Verifier | undefined;
  close(): Promise<void>;
}

export const schemeNames = 'scrypt, bcrypt ($2y$, cost 4 to 16), {SHA}, $apr1$';

/** True for schemes that a stolen file gives away within hours. */
export const isWeak = (hash: string): boolean => hash.startsWith('{SHA}') || hash.startsWith('$apr1$');

export const openSchemes = (bcrypt: Bcrypt = openBcrypt()): Schemes => ({
  verifier: (hash) => scryptVerifier(hash) ?? bcrypt.verifier(hash) ?? apr1Verifier(hash) ?? shaVerifier(hash),
  close: () => bcrypt.close(),
});
