import type { Codec } from '../xdr/codec.js';

/** One remote procedure, or one message that the daemon sends by itself (its `args` are then the message). */
export interface Procedure<A, R> {
  /** Number of the RPC program it belongs to: `REMOTE_PROGRAM` or `QEMU_PROGRAM`. */
  readonly program: number;
  readonly number: number;
  /** As in the protocol definition, without its prefix: `DOMAIN_GET_XML_DESC`. */
  readonly name: string;
  readonly args: Codec<A>;
  readonly ret: Codec<R>;
}

/** Names what the generated table holds for one procedure. */
export const procedure = <A, R>(
  program: number,
  number: number,
  name: string,
  args: Codec<A>,
  ret: Codec<R>,
): Procedure<A, R> => ({ program, number, name, args, ret });
