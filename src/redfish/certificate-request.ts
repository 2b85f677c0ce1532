/** What `CertificateService.GenerateCSR` asks for. */

/** `Certificate.KeyUsage`. */
export const keyUsages = [
  'DigitalSignature',
  'NonRepudiation',
  'KeyEncipherment',
  'DataEncipherment',
  'KeyAgreement',
  'KeyCertSign',
  'CRLSigning',
  'EncipherOnly',
  'DecipherOnly',
  'ServerAuthentication',
  'ClientAuthentication',
  'CodeSigning',
  'EmailProtection',
  'Timestamping',
  'OCSPSigning',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** By the names of the TCG Algorithm Registry, which the schema prescribes. */
export const curves = ['TPM_ECC_NIST_P256', 'TPM_ECC_NIST_P384', 'TPM_ECC_NIST_P521'] as const;
export type Curve = (typeof curves)[number];
export const rsaLengths = [2048, 3072, 4096] as const;

export type KeyKind =
  | { readonly algorithm: 'RSA'; readonly bits: (typeof rsaLengths)[number] }
  | { readonly algorithm: 'EC'; readonly curve: Curve };

/** The subject by the names of the action's parameters. */
export interface Subject {
  readonly CommonName: string;
  readonly Country?: string | undefined;
  readonly State?: string | undefined;
  readonly City?: string | undefined;
  readonly Organization?: string | undefined;
  readonly OrganizationalUnit?: string | undefined;
  readonly ContactPerson?: string | undefined;
  readonly GivenName?: string | undefined;
  readonly Surname?: string | undefined;
  readonly Initials?: string | undefined;
  readonly Email?: string | undefined;
}

export interface CertificateRequest {
  readonly key: KeyKind;
  readonly subject: Subject;
  /** Host names and addresses. */
  readonly alternativeNames: readonly string[];
  /** Empty: what a TLS server needs. */
  readonly keyUsage: readonly KeyUsage[];
  readonly challengePassword?: string | undefined;
  readonly unstructuredName?: string | undefined;
}
