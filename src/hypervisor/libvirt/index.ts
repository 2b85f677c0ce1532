/** The libvirt driver: machines as libvirt has them, read from memory, written one change after the other. */
export { createLibvirtHypervisor, type LibvirtHypervisorOptions } from './hypervisor.js';
