import { type BootKey, type BootKeys, bootKey, certificateType } from '../port.js';

/** Of nobody: these certificates' private keys were thrown away when they were made. */
const owner = '1d3b6f5e-2f0c-4c58-9a55-5b6d0f3f8a21';

const certificate = (base64: string): BootKey => bootKey(certificateType, owner, Buffer.from(base64, 'base64'));

/** What the maker of these machines enrolls. */
export const factoryKeys: BootKeys = {
  PK: [
    certificate(
      [
        'MIIB1zCCAX2gAwIBAgIURpgFoets5WCnoBi5M90sjWZnSqQwCgYIKoZIzj0EAwIwQDEUMBIGA1UECgwLcmVkZmlzaC1lbXUxKDAmBgNVBAMM',
        'H0luLW1lbW9yeSBtYWNoaW5lcyBQbGF0Zm9ybSBLZXkwIBcNMjYxMTI5MjAxNDI1WhgPMjEyNjExMDUyMDE0MjVaMEAxFDASBgNVBAoMC3Jl',
        'ZGZpc2gtZW11MSgwJgYDVQQDDB9Jbi1tZW1vcnkgbWFjaGluZXMgUGxhdGZvcm0gS2V5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/vIY',
        'RJGpsOMpecTtmX9oqA3XPFU3l02TCvIdnsO6Ebo2jVfIXmcdXFfh/GMJeAbzeJ60Ey4Hjmc82FcmunAm16NTMFEwHQYDVR0OBBYEFDH2epGm',
        'YmwSnmsfMZIzvq8QhFq+MB8GA1UdIwQYMBaAFDH2epGmYmwSnmsfMZIzvq8QhFq+MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAw',
        'RQIhALOn97w7+VAWJnsvrR0GDpkceUef7cQ7RQVgg9NooZtuAiBxYocjWiJxBxXJDHFlFgk5jkcG42RmbhByzvY2WzeCng==',
      ].join(''),
    ),
  ],
  KEK: [
    certificate(
      [
        'MIIB3jCCAYWgAwIBAgIUQVkV75wYyBHKye6uYc46UGsY48YwCgYIKoZIzj0EAwIwRDEUMBIGA1UECgwLcmVkZmlzaC1lbXUxLDAqBgNVBAMM',
        'I0luLW1lbW9yeSBtYWNoaW5lcyBLZXkgRXhjaGFuZ2UgS2V5MCAXDTI2MTEyOTIwMTQyNVoYDzIxMjYxMTA1MjAxNDI1WjBEMRQwEgYDVQQK',
        'DAtyZWRmaXNoLWVtdTEsMCoGA1UEAwwjSW4tbWVtb3J5IG1hY2hpbmVzIEtleSBFeGNoYW5nZSBLZXkwWTATBgcqhkjOPQIBBggqhkjOPQMB',
        'BwNCAARku7Tr7/LK+//Uf0/a3GO70W/5wGV0+bIWHyX0USmrMsf4AybX0uRah/ctiW7tB4r6e4wwCkTY6Q14MczyQDwvo1MwUTAdBgNVHQ4E',
        'FgQUjW9dOyiTgJXE1Jusq8OMBVy/iUwwHwYDVR0jBBgwFoAUjW9dOyiTgJXE1Jusq8OMBVy/iUwwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjO',
        'PQQDAgNHADBEAiBKIqlW0/QJjpf4/B4YHp/KbxuduUL+2naG1tzvpsQ1vQIgDlDgrYOUCeeDSUfX1+d5Qyrfif/sxJeDsI+VMTSipLo=',
      ].join(''),
    ),
  ],
  db: [
    certificate(
      [
        'MIIB2TCCAX+gAwIBAgIUMvbCEQewPEpFEWqBcvc0RzhtsPEwCgYIKoZIzj0EAwIwQTEUMBIGA1UECgwLcmVkZmlzaC1lbXUxKTAnBgNVBAMM',
        'IEluLW1lbW9yeSBtYWNoaW5lcyBTaWduYXR1cmUgS2V5MCAXDTI2MTEyOTIwMTQyNloYDzIxMjYxMTA1MjAxNDI2WjBBMRQwEgYDVQQKDAty',
        'ZWRmaXNoLWVtdTEpMCcGA1UEAwwgSW4tbWVtb3J5IG1hY2hpbmVzIFNpZ25hdHVyZSBLZXkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARJ',
        'pNLyOe5ftVS4+iFXpRX8q3w77ABgBaDAP6Q6iCkB0xeIRknGwnqnSxffpdtKpdj4pT+JK1HHDCQKE+S/ZtwDo1MwUTAdBgNVHQ4EFgQUWgxb',
        'MvmITP2ZBysHMZSGPp0o/fAwHwYDVR0jBBgwFoAUWgxbMvmITP2ZBysHMZSGPp0o/fAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNI',
        'ADBFAiEA9q2AatjZr6rz6FMdRSYfwx9prOuUSC2x9tKMY/hmW3ACIHjcKDaJzYJ8Q20rTrfiAUEJQ+5HT/1R4shhJnncUyXV',
      ].join(''),
    ),
  ],
  // Of the empty file, as in the lists that UEFI's owners begin with.
  dbx: [
    bootKey(
      'EFI_CERT_SHA256_GUID',
      owner,
      Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex'),
    ),
  ],
};
const noKeys: BootKeys = { PK: [], KEK: [], db: [], dbx: [] };

/** Of each state of secure boot the machine has a store of its own, as those of libvirt have. */
export interface KeyStores {
  readonly plain: BootKeys;
  readonly secure: BootKeys;
}
export const freshStores: KeyStores = { plain: noKeys, secure: factoryKeys };
