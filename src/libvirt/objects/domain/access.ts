import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { LibvirtError } from '../../errors.js';
import type { Link } from '../../link.js';
import { type DomainReference, wireDomain } from '../../names.js';
import { DomainXmlFlags } from '../../wire/enums.generated.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { qemu, remote } from '../../wire/protocol.generated.js';
import { type GraphicsAddress, graphicsAddresses } from './graphics.js';

export interface Screenshot {
  /** `image/png`, `image/x-portable-pixmap`: as the hypervisor makes it. */
  readonly mime: string;
  readonly data: Buffer;
}

/** Bytes of a screenshot that are taken at the most. */
const screenshotLimit = 256 * 1024 * 1024;

async function collect(data: Duplex, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of data as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new LibvirtError('protocol', `a screenshot of more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Screens, consoles, and QEMU's own ways in. */
export function access(link: Link, domain: DomainReference) {
  const dom = wireDomain(domain);
  const graphics = async (options?: CallOptions): Promise<readonly GraphicsAddress[]> => {
    const flags = DomainXmlFlags.SECURE;
    return graphicsAddresses((await link.call(remote.DOMAIN_GET_XML_DESC, { dom, flags }, options)).xml);
  };
  return {
    /** `virDomainScreenshot`: a picture of one screen of a running domain. */
    screenshot: async (screen = 0, options?: CallOptions): Promise<Screenshot> => {
      const { reply, data } = await link.stream(remote.DOMAIN_SCREENSHOT, { dom, screen, flags: 0 }, options);
      return { mime: reply.mime ?? 'application/octet-stream', data: await collect(data, screenshotLimit) };
    },

    /** `virDomainOpenConsole` (`DomainConsoleFlags`): a serial line or console in both directions; the first where no alias is given. */
    openConsole: async (device?: string, flags = 0, options?: CallOptions): Promise<Duplex> =>
      (await link.stream(remote.DOMAIN_OPEN_CONSOLE, { dom, dev_name: device ?? null, flags }, options)).data,

    /** `virDomainOpenChannel`: a virtio channel by its target name. */
    openChannel: async (name?: string, flags = 0, options?: CallOptions): Promise<Duplex> =>
      (await link.stream(remote.DOMAIN_OPEN_CHANNEL, { dom, name: name ?? null, flags }, options)).data,

    /** Where the VNC and SPICE servers of a running domain listen. */
    graphics,

    /**
     * A socket to the graphics server with this index, at the address it listens on as seen from here.
     * (`virDomainOpenGraphics` itself hands over a file descriptor, which nothing in Node can receive.)
     * Rejects with `invalid` where there is none.
     */
    openGraphics: async (index = 0, options?: CallOptions): Promise<Duplex> => {
      const address = (await graphics(options))[index];
      if (address === undefined) throw new LibvirtError('invalid', `${domain.name} has no graphics ${index} to reach`);
      const { socket, host, port } = address;
      return new Promise((resolve, reject) => {
        const connection =
          socket === undefined ? connect({ host: host ?? 'localhost', port: port ?? 0 }) : connect(socket);
        connection.once('connect', () => resolve(connection));
        connection.once('error', (cause) =>
          reject(new LibvirtError('unavailable', `graphics of ${domain.name}: ${cause.message}`, { cause })),
        );
      });
    },

    /** `virDomainQemuMonitorCommand` (`QemuMonitorCommandFlags`): QMP as JSON, or HMP. Marks the domain tainted. */
    qemuMonitorCommand: async (command: string, flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(qemu.DOMAIN_MONITOR_COMMAND, { dom, cmd: command, flags }, options)).result,

    /** `virDomainQemuAgentCommand`: `timeout` in seconds, or one of `QemuAgentCommandTimeout`. */
    qemuAgentCommand: async (command: string, timeout = -2, options?: CallOptions): Promise<string | undefined> =>
      (await link.call(qemu.DOMAIN_AGENT_COMMAND, { dom, cmd: command, timeout, flags: 0 }, options)).result ??
      undefined,
  };
}
export type DomainAccessCalls = ReturnType<typeof access>;
