/**
 * The default domains, with their subdomains, whose own statement alone supports a firm verdict: bodies that measure, count or decide the matter
 * themselves. No newspaper, encyclopedia or party is among them. docs/verdicts.md has the list as well.
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
