import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message } from '../../../test/fixtures/fake-libvirt-daemon.js';
import { XdrError } from '../xdr/cursor.js';
import { createFrameSplitter } from './frames.js';
import { maximumMessage } from './message.js';

const collect = (chunks: readonly Buffer[]): string[] => {
  const frames: string[] = [];
  // A frame may be a view of its chunk: it is looked at while it is handed out.
  const splitter = createFrameSplitter((frame) => frames.push(frame.toString('hex')));
  for (const chunk of chunks) splitter.push(chunk);
  return frames;
};
const length = (value: number): Buffer => {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt32BE(value);
  return bytes;
};

describe('frame splitter', () => {
  const first = message({ serial: 1 }, (sink) => {
    sink.bytes = Buffer.concat([sink.bytes.subarray(0, sink.length), Buffer.from('first payload...')]);
    sink.length = sink.bytes.length;
  });
  const second = message({ serial: 2 });
  const both = Buffer.concat([first, second]);
  const expected = [first.toString('hex'), second.toString('hex')];

  it('gives the same two frames for every two cuts', () => {
    for (let a = 0; a <= both.length; a++) {
      for (let b = a; b <= both.length; b++) {
        expect(collect([both.subarray(0, a), both.subarray(a, b), both.subarray(b)])).toEqual(expected);
      }
    }
  });

  it('gives the same frames however many there are and wherever they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (payloads, cuts) => {
          const frames = payloads.map((payload) => {
            const frame = Buffer.concat([length(28 + payload.length), payload]);
            return frame;
          });
          const whole = Buffer.concat(frames);
          const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
          const chunks = at.slice(1).map((end, i) => whole.subarray(at[i], end));
          expect(collect(chunks)).toEqual(frames.map((frame) => frame.toString('hex')));
        },
      ),
    );
  });

  it.each([0, 4, 27, maximumMessage + 5, 0x7fffffff, 0xffffffff])(
    'refuses a length of %i, in one piece and in many',
    (value) => {
      expect(() => collect([length(value)])).toThrow(XdrError);
      expect(() => collect([...length(value)].map((byte) => Buffer.from([byte])))).toThrow(XdrError);
    },
  );

  it('keeps no more than what has come of a message that claims the greatest length', () => {
    const before = process.memoryUsage().arrayBuffers;
    const splitters = Array.from({ length: 50 }, () => createFrameSplitter(() => undefined));
    for (const splitter of splitters) splitter.push(length(maximumMessage + 4));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('takes the greatest message in small pieces', () => {
    const frame = Buffer.alloc(maximumMessage + 4, 7);
    frame.writeUInt32BE(frame.length);
    let got = 0;
    const splitter = createFrameSplitter((each) => {
      got = each.length;
    });
    for (let at = 0; at < frame.length; at += 1000) splitter.push(frame.subarray(at, at + 1000));
    expect(got).toBe(frame.length);
  });
});
