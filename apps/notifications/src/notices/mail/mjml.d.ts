/** What is used of MJML, which ships no types. */
declare module 'mjml-core' {
  interface Options {
    presets: unknown[];
    validationLevel: 'strict' | 'soft' | 'skip';
    useMjmlConfigOptions: boolean;
    fonts: Record<string, string>;
  }
  interface Compiled {
    html: string;
    errors: { formattedMessage: string }[];
  }
  /** CommonJS with a default of its own, below Node's. */
  const core: { default(mjml: string, options: Options): Promise<Compiled> };
  export default core;
}
declare module 'mjml-preset-core' {
  const preset: { components: unknown[]; dependencies: unknown };
  export default preset;
}
