import { anybody } from '../call.js';
import { defineResource } from '../resource.js';
import { root } from '../uris.js';

/** `/redfish`: the versions, and nothing else (DSP0266, "Redfish version"). */
export const version = defineResource({
  path: '/redfish',
  type: 'Versions',
  privileges: { read: anybody },
  find: () => ({}),
  read: () => ({}),
  respond: () => ({ status: 200, body: { v1: `${root}/` } }),
});
