declare module 'jsewts' {
  interface Options {
    check?: boolean;
    check_strict?: boolean;
    sloppy?: boolean;
  }
  const converter: {
    fromWylie(text: string, options: Options, warnings: string[]): string;
    toWylie(text: string): string;
  };
  export default converter;
}
