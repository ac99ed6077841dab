/**
 * Whose own word alone carries a firm verdict, with their subdomains, unless the operator names others: bodies that measure, count or decide the thing
 * themselves. No newspaper, no encyclopedia and no party is one. docs/verdicts.md has the list as well.
 */
export const PRIMARY_SOURCES: readonly string[] = [
  'who.int',
  'cdc.gov',
  'nih.gov',
  'fda.gov',
  'nasa.gov',
  'noaa.gov',
  'usgs.gov',
  'census.gov',
  'bls.gov',
  'fec.gov',
  'europa.eu',
  'esa.int',
  'un.org',
  'ipcc.ch',
  'iaea.org',
  'worldbank.org',
  'imf.org',
  'oecd.org',
  'ons.gov.uk',
  'metoffice.gov.uk',
  'destatis.de',
  'insee.fr',
  'ine.es',
  'ibge.gov.br',
  'bps.go.id',
  'ukrstat.gov.ua',
  'cochranelibrary.com',
];
