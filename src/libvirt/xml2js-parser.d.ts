/** The parser without the package's writer, which takes twice as long to load. */
declare module 'xml2js/lib/parser.js' {
  export { Parser, parseStringPromise } from 'xml2js';
}
