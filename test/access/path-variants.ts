/** Ways to write the address and verb of a request that a guard may read otherwise than the router does. */
export const VARIANTS: Record<string, (method: string, path: string) => [method: string, path: string]> = {
  'as it is': (method, path) => [method, path],
  HEAD: (method, path) => [method === 'GET' ? 'HEAD' : method, path],
  'trailing slash': (method, path) => [method, beforeQuery(path, (plain) => `${plain}/`)],
  'double slash in front': (method, path) => [method, `/${path}`],
  'double slash within': (method, path) => [method, path.replace(/(?<=.)\//, '//')],
  'letter case': (method, path) => [method, path.replace(/^\/[^/?]+(\/[^/?]+)?/, (p) => p.toUpperCase())],
  'encoded slash': (method, path) => [method, path.replace(/(?<=.)\//, '%2F')],
  'encoded letter': (method, path) => [method, path.replace(/^\/(\w)/, (_, c: string) => `/${encode(c)}`)],
  dots: (method, path) => [method, `/.${path}`],
  'dots up': (method, path) => [method, `/assets/..${path}`],
  'encoded dots': (method, path) => [method, `/assets/%2e%2e${path}`],
  'path parameter': (method, path) => [method, beforeQuery(path, (plain) => `${plain};v=1`)],
};

function beforeQuery(path: string, change: (plain: string) => string): string {
  const [plain = '', ...query] = path.split('?');
  return [change(plain), ...query].join('?');
}

const encode = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
