const WIDTH = 14;

/** Prints the story for people. */
export const tell = {
  title: (text) => print(`\n  ${text}\n  ${'='.repeat(text.length)}`),
  scene: (number, text) => print(`\n  ${number}. ${text}`),
  line: (text) => print(`     ${text}`),
  /** A session's time in every city: local time, day shift and unsocial hours. */
  times: (session, cities) => {
    for (const time of session.localTimes) {
      const name = cities.find((city) => city.slug === time.city)?.name ?? time.city;
      const [date, clock] = time.local.split('T');
      print(
        `     ${name.padEnd(WIDTH)} ${date} ${clock.slice(0, 5)}${shift(time.dayShift)}${unsocial(time.burden)}`,
      );
    }
  },
};

const shift = (days) => (days === 0 ? '' : `  (${days > 0 ? 'the day after' : 'the day before'})`);
const unsocial = (burden) => (burden === 0 ? '' : `  unsocial hours: ${burden}`);

function print(text) {
  process.stdout.write(`${text}\n`);
}
