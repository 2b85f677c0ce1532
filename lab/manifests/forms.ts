/** Plain objects; a ClusterInstance of ACM's SiteConfig operator; a SiteConfig of the older ZTP generator. */
export const forms = ['plain', 'clusterinstance', 'siteconfig'] as const;
export type Form = (typeof forms)[number];
