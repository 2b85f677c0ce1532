import { createPatience } from './patience.js';

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** As JSON; what is large is written piece by piece, and others have their turn between. */
export const writeJson = async (body: object): Promise<Buffer> => {
  const pieces: string[] = [];
  const rest = createPatience();

  const write = async (value: unknown, depth: number): Promise<void> => {
    if (depth === 0 || !isContainer(value)) {
      pieces.push(JSON.stringify(value));
      await rest();
      return;
    }
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    let separator = open ?? '';
    const entries: [string, unknown][] = Object.entries(value);
    for (const [key, inner] of entries) {
      if (inner === undefined) continue;
      pieces.push(separator, Array.isArray(value) ? '' : `${JSON.stringify(key)}:`);
      await write(inner, depth - 1);
      separator = ',';
    }
    pieces.push(separator === ',' ? '' : (open ?? ''), close ?? '');
  };

  // The members of collections within collections: what is below them is small.
  await write(body, 4);
  return Buffer.from(pieces.join(''));
};
