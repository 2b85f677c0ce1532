import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { errorText, OutboundError } from './errors.js';

/** Where distributions keep what `update-ca-certificates` (Debian) or `update-ca-trust` (Fedora) makes. */
const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem'];

/** Contexts cost some 20 ms each (hundreds of roots); a service sees few different sets. */
const contexts = new LRUCache<string, SecureContext>({ max: 16, ttl: 600_000 });

/**
 * What a TLS connection trusts: Node.js's own roots, those of this host, and `certificates` (PEM). Node.js alone
 * does not look at the host's, and a lab's private CA usually lives there. Throws `OutboundError` `tls`.
 */
export function trust(certificates: readonly string[]): SecureContext {
  const key = JSON.stringify(certificates);
  const known = contexts.get(key);
  if (known !== undefined) return known;
  try {
    // OpenSSL skips what it cannot parse, and would then only say that the server is not trusted.
    for (const pem of certificates) new X509Certificate(pem);
    const context = createSecureContext({ ca: [...rootCertificates, ...hostRoots(), ...certificates] });
    contexts.set(key, context);
    return context;
  } catch (cause) {
    throw new OutboundError('tls', `a certificate given for the server cannot be used: ${errorText(cause)}`, {
      cause,
    });
  }
}

function hostRoots(): readonly string[] {
  for (const path of bundles) {
    try {
      return [readFileSync(path, 'utf8')];
    } catch {
      // Another distribution's place; a host without any has Node.js's roots.
    }
  }
  return [];
}
