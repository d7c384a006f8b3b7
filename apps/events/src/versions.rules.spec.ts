import { describe, expect, it } from '@jest/globals';
import { change, requireVersion } from './versions.rules.js';

describe('a version', () => {
  const event = () => ({ title: { en: 'Sea', vi: 'Biển' }, endsOn: '2027-06-13', version: 4 });

  it('goes up by one for all that changes at once', () => {
    const changed = event();
    expect(change(changed, { title: { en: 'Sea', vi: 'Biển cả' }, endsOn: '2027-06-14' })).toBe(true);
    expect(changed).toEqual({ title: { en: 'Sea', vi: 'Biển cả' }, endsOn: '2027-06-14', version: 5 });
  });

  it('stays when nothing differs, whatever the order of keys', () => {
    const same = event();
    expect(change(same, { title: { vi: 'Biển', en: 'Sea' }, endsOn: undefined })).toBe(false);
    expect(same).toEqual(event());
  });

  it('must be the one that was seen, if that is said', () => {
    expect(() => requireVersion(event(), undefined)).not.toThrow();
    expect(() => requireVersion(event(), 4)).not.toThrow();
    expect(() => requireVersion(event(), 3)).toThrow('version.mismatch');
  });
});
