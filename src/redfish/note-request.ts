import type { Call } from './call.js';

/**
 * Keeps in a machine's audit log what was asked of it below a URI that is not its own: of all others the HTTP layer
 * keeps it by their path. What becomes of it is told by the task.
 */
export const noteRequest = ({ context, principal, clientAddress }: Call, systemId: string, uri: string): void =>
  context.bmc.logs.audit.add({
    systemId,
    severity: 'OK',
    message: `POST ${uri}: accepted`,
    userName: principal.account.userName,
    ...(clientAddress !== undefined && { client: clientAddress }),
  });
