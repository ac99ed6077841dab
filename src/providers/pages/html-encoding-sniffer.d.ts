declare module 'html-encoding-sniffer' {
  /** The encoding's canonical name, from byte-order mark, header, `<meta>` or default, in this order. */
  function sniffEncoding(
    bytes: Uint8Array,
    options?: { transportLayerEncodingLabel?: string; defaultEncoding?: string; maxPrescanBytes?: number },
  ): string;
  export = sniffEncoding;
}
