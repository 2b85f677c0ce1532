/** What is secret is a placeholder, unless the caller hands in its value. */

/** Without a value there is a placeholder in its place. */
export interface LabSecrets {
  /** JSON, as console.redhat.com hands it out. */
  readonly pullSecret?: string;
  /** Of `bmc.user`. */
  readonly bmcPassword?: string;
}

/** In the form of envsubst(1): `${PULL_SECRET}`. */
export const placeholder = (name: string): string => `\${${name}}`;

export const pullSecretOf = ({ pullSecret }: LabSecrets): string => pullSecret ?? placeholder('PULL_SECRET');
export const bmcPasswordOf = ({ bmcPassword }: LabSecrets): string => bmcPassword ?? placeholder('BMC_PASSWORD');

/** Names of variables have no hyphens, and no digit first: `ETL4_TOKEN` of cluster `etl4`, `_4EVER_TOKEN` of `4ever`. */
export const variableOf = (cluster: string, what: string): string =>
  `${/^\d/.test(cluster) ? '_' : ''}${cluster.replaceAll('-', '_').toUpperCase()}_${what}`;
