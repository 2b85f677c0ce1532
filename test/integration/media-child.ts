/** Fetches one image into a directory and says on standard output what came of it: `<directory> <url> [blind]`; blind: it takes the disk for endless. */
import { argv } from 'node:process';
import { createMediaLibrary } from '../../src/media/library.js';
import { MediaError } from '../../src/media/types.js';

const [, , dir = '', url = '', blind] = argv;
const silent = { debug() {}, info() {}, warn() {} };
const library = createMediaLibrary({
  dir,
  imageDirs: [],
  allow: [],
  exposed: false,
  inUse: () => Promise.resolve(new Set()),
  limits: { reserveBytes: 0 },
  log: silent,
  ...(blind !== undefined && { freeBytes: () => Promise.resolve(Number.POSITIVE_INFINITY) }),
});
try {
  const { image } = await library.acquire({ url, verifyCertificate: true });
  console.log(`fetched ${image.size}`);
} catch (error) {
  if (!(error instanceof MediaError)) throw error;
  console.log(`${error.code}: ${error.message}`);
}
await library.close();
