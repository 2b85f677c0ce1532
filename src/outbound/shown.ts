/** A URL's host without the brackets of an IPv6 literal. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** Last path segment, decoded where it can be; `otherwise` where there is none. */
export function lastSegment(url: URL, otherwise: string): string {
  const segment = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment).replaceAll(/[/\p{Cc}]/gu, '_') || otherwise;
  } catch {
    return segment;
  }
}

/** For messages and logs. Some services carry a token in the path, so only its last segment is shown. */
export function shown(url: URL): string {
  const deep = url.pathname.lastIndexOf('/') > 0;
  return `${url.origin}/${deep ? '.../' : ''}${lastSegment(url, '')}`;
}
