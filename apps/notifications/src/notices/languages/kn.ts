import type { Catalogue } from './messages.js';

export const kn: Catalogue = {
  greeting: 'ನಮಸ್ಕಾರ {name},',
  'your-time': 'ನಿಮ್ಮ ಸಮಯ',
  'time-in': '{city} ಸಮಯ',
  'open-meridian': 'Meridian ತೆರೆಯಿರಿ',
  'open-session': 'ಗೋಷ್ಠಿಯನ್ನು ನೋಡಿ',
  'footer.seat': 'ಈ ಗೋಷ್ಠಿಯಲ್ಲಿ ನಿಮಗೆ ಆಸನ ಇರುವುದರಿಂದ, ಇದ್ದುದರಿಂದ ಅಥವಾ ನೀವು ಆಸನಕ್ಕಾಗಿ ಕಾಯುತ್ತಿರುವುದರಿಂದ ಈ ಪತ್ರ ಬಂದಿದೆ.',
  'footer.role': 'ನೀವು ಈ ಕಾರ್ಯಕ್ರಮ ಸರಣಿಯ ಆಯೋಜಕರು ಅಥವಾ ಭಾಗವಹಿಸುವ ನಗರದ ಸಂಪರ್ಕಾಧಿಕಾರಿ ಆಗಿರುವುದರಿಂದ ಈ ಪತ್ರ ಬಂದಿದೆ.',
  'footer.speaker': 'ಈ ಗೋಷ್ಠಿಯ ಭಾಷಣಕಾರರಲ್ಲಿ ನೀವೂ ಒಬ್ಬರಾಗಿರುವುದರಿಂದ ಈ ಪತ್ರ ಬಂದಿದೆ.',
  'footer.former-speaker': 'ನೀವು ಈ ಗೋಷ್ಠಿಯ ಭಾಷಣಕಾರರಲ್ಲಿ ಒಬ್ಬರಾಗಿದ್ದುದರಿಂದ ಈ ಪತ್ರ ಬಂದಿದೆ.',
  'footer.preferences': 'ನಿಮಗೆ ಬೇಕಾದ ಮೇಲ್‌ಗಳನ್ನು ಆರಿಸಿ',
  'footer.sign-in': 'ನಿಮ್ಮ ವಿಳಾಸದಿಂದ ಸೈನ್ ಇನ್ ಮಾಡಲು ಕೋರಿಕೆ ಬಂದಿರುವುದರಿಂದ ಈ ಪತ್ರ ಬಂದಿದೆ.',

  'label.event': 'ಕಾರ್ಯಕ್ರಮ',
  'label.place': 'ಸ್ಥಳ',
  'label.seat': 'ಆಸನ',
  'label.time-before': 'ಬದಲಾವಣೆಗೆ ಮೊದಲು',
  'label.new-time': 'ಹೊಸ ಸಮಯ',
  'label.reason': 'ಕಾರಣ',
  'label.message': 'ಆಯೋಜಕರಿಂದ',
  'label.without-answer': 'ಉತ್ತರ ಬಾರದಿದ್ದರೆ',
  'label.takes-part-by': 'ಭಾಗವಹಿಸುವ ರೀತಿ',
  'label.now': 'ಈಗ',
  'label.proposed': 'ಪ್ರಸ್ತಾವಿತ',
  'label.unsocial-hours': 'ಅನಾನುಕೂಲ ಗಂಟೆಗಳು',
  'label.usually': 'ಸಾಮಾನ್ಯವಾಗಿ',
  'label.this-time': 'ಈ ಬಾರಿ',
  'label.online-seats': 'ಆನ್‌ಲೈನ್ ಆಸನಗಳು',
  'label.in-person-seats': 'ಸ್ಥಳದಲ್ಲಿನ ಆಸನಗಳು',
  'label.seats-kept': 'ಕಾಯ್ದಿರಿಸಿದ ಆಸನಗಳು',
  'label.not-answered': 'ಇನ್ನೂ ಉತ್ತರಿಸಿಲ್ಲ',

  'sign-in.subject': 'Meridian ಗೆ ಸೈನ್ ಇನ್',
  'sign-in.body':
    'ಈ ಲಿಂಕ್ ಮೂಲಕ ನೀವು ಸೈನ್ ಇನ್ ಆಗಬಹುದು. ಇದು ಒಮ್ಮೆ ಮಾತ್ರ, {n, plural, one {# ನಿಮಿಷದ} other {# ನಿಮಿಷಗಳ}} ಒಳಗೆ ಕೆಲಸ ಮಾಡುತ್ತದೆ.\nನೀವು ಇದನ್ನು ಕೋರಿರದಿದ್ದರೆ ದಯವಿಟ್ಟು ಈ ಪತ್ರವನ್ನು ನಿರ್ಲಕ್ಷಿಸಿ: ಲಿಂಕ್ ಇಲ್ಲದೆ ಏನೂ ಆಗುವುದಿಲ್ಲ.',
  'sign-in.button': 'ಸೈನ್ ಇನ್',

  'seat.modes': '{seats, select, both {ಸ್ಥಳದಲ್ಲಿ ಮತ್ತು ಆನ್‌ಲೈನ್} online {ಆನ್‌ಲೈನ್} other {ಸ್ಥಳದಲ್ಲಿ}}',
  'seat-confirmed.subject': 'ನಿಮ್ಮ ಆಸನ: {title}',
  'seat-confirmed.label': 'ನಿಮ್ಮ ಆಸನ ಖಚಿತವಾಗಿದೆ',
  'seat-confirmed.body':
    'ಈ ಗೋಷ್ಠಿಯಲ್ಲಿ ನಿಮಗೆ ಆಸನ ದೊರೆತಿದೆ.{reminder, select, ahead { ಆರಂಭಕ್ಕೆ ಮೊದಲು ನಿಮಗೆ ನೆನಪಿಸುತ್ತೇವೆ.} other {}}',
  'seat-waiting.subject': 'ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿ: {title}',
  'seat-waiting.label': 'ನೀವು ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ',
  'seat-waiting.body':
    'ಸದ್ಯ ನಿಮಗೆ ಆಸನ ಲಭ್ಯವಿಲ್ಲ. ತೆರವಾಗುವ ಆಸನಗಳು ಕಾಯುತ್ತಿರುವವರಿಗೆ, ಮೊದಲು ಕೇಳಿದವರಿಗೆ ಮೊದಲು, ದೊರೆಯುತ್ತವೆ; ನಿಮಗೆ ಆಸನ ದೊರೆತ ಕೂಡಲೇ ಬರೆಯುತ್ತೇವೆ.',
  'seat-offered.subject': 'ನಿಮಗಾಗಿ ಒಂದು ಆಸನ: {title}',
  'seat-offered.label': 'ನಿಮಗಾಗಿ ಒಂದು ಆಸನ ಕಾಯ್ದಿರಿಸಲಾಗಿದೆ',
  'seat-offered.body':
    'ಒಂದು ಆಸನ ತೆರವಾಗಿದೆ; ಅದನ್ನು ನಿಮಗಾಗಿ ಕಾಯ್ದಿರಿಸಿದ್ದೇವೆ. ಕೊನೆಯ ಸಮಯ: {until}.\nದಯವಿಟ್ಟು ಅಷ್ಟರೊಳಗೆ ಈ ವಿಳಾಸದಿಂದ ಸೈನ್ ಇನ್ ಆಗಿ ಸ್ವೀಕರಿಸಿ; ನಂತರ ಅದು ಪಟ್ಟಿಯಲ್ಲಿರುವ ಮುಂದಿನವರಿಗೆ ಹೋಗುತ್ತದೆ.',
  'seat-offered.soon.body':
    'ಒಂದು ಆಸನ ತೆರವಾಗಿದೆ; ಅದನ್ನು ನಿಮಗಾಗಿ ಕಾಯ್ದಿರಿಸಿದ್ದೇವೆ.\nದಯವಿಟ್ಟು ಬೇಗ ಈ ವಿಳಾಸದಿಂದ ಸೈನ್ ಇನ್ ಆಗಿ ಸ್ವೀಕರಿಸಿ; ಇಲ್ಲದಿದ್ದರೆ ಅದು ಪಟ್ಟಿಯಲ್ಲಿರುವ ಮುಂದಿನವರಿಗೆ ಹೋಗುತ್ತದೆ.',
  'seat-promoted.subject': 'ಈಗ ನಿಮಗೆ ಆಸನವಿದೆ: {title}',
  'seat-promoted.label': 'ಒಂದು ಆಸನ ತೆರವಾಗಿ ನಿಮ್ಮದಾಗಿದೆ',
  'seat-promoted.body':
    'ನೀವು ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದಿರಿ; ಈಗ ನಿಮಗೆ ಆಸನ ದೊರೆತಿದೆ.\nಬರಲು ಸಾಧ್ಯವಾಗದಿದ್ದರೆ, ಮುಂದಿನವರಿಗೆ ದೊರೆಯುವಂತೆ ದಯವಿಟ್ಟು ಅದನ್ನು ರದ್ದುಮಾಡಿ.',
  'seat-expired.subject': 'ಆಸನ ಇನ್ನು ಕಾಯ್ದಿರಿಸಿಲ್ಲ: {title}',
  'seat-expired.label': 'ಆಸನವನ್ನು ಇನ್ನು ನಿಮಗಾಗಿ ಕಾಯ್ದಿರಿಸಿಲ್ಲ',
  'seat-expired.body':
    'ಆಸನ ಸ್ವೀಕರಿಸುವ ಸಮಯ ಮುಗಿದಿದ್ದು, ಅದನ್ನು ಹಿಂದಿರುಗಿಸಲಾಗಿದೆ.\nನೀವು ಇನ್ನೂ ಬರಲು ಬಯಸಿದರೆ, ದಯವಿಟ್ಟು ಮತ್ತೆ ಆಸನ ಕೇಳಿ.',
  'seat-lapsed.subject': 'ಆಸನವನ್ನು ಬೇರೆಯವರಿಗೆ ನೀಡಲಾಗಿದೆ: {title}',
  'seat-lapsed.label': 'ನಿಮ್ಮ ಆಸನವನ್ನು ಕಾಯುತ್ತಿದ್ದವರಿಗೆ ನೀಡಲಾಗಿದೆ',
  'seat-lapsed.body':
    'ಗೋಷ್ಠಿ ಆರಂಭವಾದರೂ ನೀವು ಸೇರಿರಲಿಲ್ಲ; ಆದ್ದರಿಂದ ನಿಮ್ಮ ಆಸನವನ್ನು ಕಾಯುತ್ತಿದ್ದವರಿಗೆ ನೀಡಲಾಯಿತು. ನೀವು ಬಾರದಿದ್ದುದಕ್ಕೆ ವಿಷಾದಿಸುತ್ತೇವೆ.',
  'seat-back-to-waiting.subject': 'ಮತ್ತೆ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿ: {title}',
  'seat-back-to-waiting.label': 'ನೀವು ಮತ್ತೆ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ',
  'seat-back-to-waiting.body':
    'ಆಸನಗಳ ಸಂಖ್ಯೆಯನ್ನು ಕಡಿಮೆ ಮಾಡಬೇಕಾಯಿತು; ನಿಮ್ಮ ಆಸನ ಈಗ ಲಭ್ಯವಿಲ್ಲ. ಕ್ಷಮಿಸಿ.\nನೀವು ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ; ನಿಮಗೆ ಆಸನ ದೊರೆತ ಕೂಡಲೇ ಬರೆಯುತ್ತೇವೆ.',
  'seat-cancelled.subject': 'ನಿಮ್ಮ ಆಸನ ರದ್ದಾಗಿದೆ: {title}',
  'seat-cancelled.label': 'ನಿಮ್ಮ ಆಸನ ರದ್ದಾಗಿದೆ',
  'seat-cancelled.body': 'ಆಯೋಜಕರು ನಿಮ್ಮ ಆಸನವನ್ನು ಅಥವಾ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿನ ನಿಮ್ಮ ಸ್ಥಾನವನ್ನು ರದ್ದುಮಾಡಬೇಕಾಯಿತು. ಕ್ಷಮಿಸಿ.',
  'seat-given-up.subject': 'ಆಸನ ಹಿಂದಿರುಗಿಸಿದ್ದೀರಿ: {title}',
  'seat-given-up.label': 'ನೀವು ಆಸನ ಹಿಂದಿರುಗಿಸಿದ್ದೀರಿ',
  'seat-given-up.body':
    'ಆಸನವನ್ನು ಹಿಂದಿರುಗಿಸಲಾಗಿದೆ, ಮತ್ತು ಗೋಷ್ಠಿಯನ್ನು ನಿಮ್ಮ ಕ್ಯಾಲೆಂಡರ್‌ನಿಂದ ತೆಗೆಯಲಾಗುತ್ತದೆ.\nನೀವು ಇನ್ನೂ ಬರಲು ಬಯಸಿದರೆ, ದಯವಿಟ್ಟು ಮತ್ತೆ ಆಸನ ಕೇಳಿ.',

  'reminder.subject':
    'ಜ್ಞಾಪನೆ: {title} {when, select, begun {ಆರಂಭವಾಗಿದೆ} minutes {{n, plural, one {# ನಿಮಿಷದಲ್ಲಿ} other {# ನಿಮಿಷಗಳಲ್ಲಿ}} ಆರಂಭವಾಗುತ್ತದೆ} today {ಇಂದು {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} tomorrow {ನಾಳೆ {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} weekday {{date} {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} other {{n, plural, one {# ದಿನದಲ್ಲಿ} other {# ದಿನಗಳಲ್ಲಿ}} ಆರಂಭವಾಗುತ್ತದೆ}}',
  'reminder.label': 'ಜ್ಞಾಪನೆ',
  'reminder.body':
    'ಗೋಷ್ಠಿಯು {when, select, begun {ಆರಂಭವಾಗಿದೆ} minutes {{n, plural, one {# ನಿಮಿಷದಲ್ಲಿ} other {# ನಿಮಿಷಗಳಲ್ಲಿ}} ಆರಂಭವಾಗುತ್ತದೆ} today {ಇಂದು {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} tomorrow {ನಾಳೆ {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} weekday {{date} {time} ಕ್ಕೆ ಆರಂಭವಾಗುತ್ತದೆ} other {{n, plural, one {# ದಿನದಲ್ಲಿ} other {# ದಿನಗಳಲ್ಲಿ}} ಆರಂಭವಾಗುತ್ತದೆ}}.',
  'reminder.waiting': 'ನೀವು ಇನ್ನೂ ಆಸನಕ್ಕಾಗಿ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ.',
  'reminder.delegate': 'ನೀವು {city} ನಗರದ ಪ್ರತಿನಿಧಿಯಾಗಿ ಭಾಗವಹಿಸುತ್ತೀರಿ.',
  'reminder.role':
    '{role, select, speaker {ಈ ಗೋಷ್ಠಿಯಲ್ಲಿ ನೀವು ಮಾತನಾಡುತ್ತೀರಿ.} liaison {ನೀವು ಭಾಗವಹಿಸುವ ನಗರದ ಸಂಪರ್ಕಾಧಿಕಾರಿ; ಈಗಿನ ಸ್ಥಿತಿ ಹೀಗಿದೆ.} other {ನೀವು ಆಯೋಜಕರಲ್ಲಿ ಒಬ್ಬರು; ನಗರಗಳ ಈಗಿನ ಸ್ಥಿತಿ ಹೀಗಿದೆ.}}',
  'reminder.also': 'ನಿಮಗೆ ಇನ್ನೂ {n, plural, one {# ಗೋಷ್ಠಿ ಇದೆ} other {# ಗೋಷ್ಠಿಗಳಿವೆ}}:',
  'join-link.subject': 'ಸೇರಲು ನಿಮ್ಮ ಲಿಂಕ್: {title}',
  'join-link.label': 'ಸೇರಲು ನಿಮ್ಮ ಲಿಂಕ್',
  'join-link.body': 'ಕೆಳಗಿನ ಗುಂಡಿಯ ಮೂಲಕ ನೀವು ಗೋಷ್ಠಿಗೆ ಸೇರಬಹುದು. ಈ ಲಿಂಕ್ ನಿಮಗೆ ಮಾತ್ರ; ದಯವಿಟ್ಟು ಇತರರಿಗೆ ಕಳುಹಿಸಬೇಡಿ.',
  'join.button': 'ಗೋಷ್ಠಿಗೆ ಸೇರಿ',
  'time-changed.subject': 'ಹೊಸ ಸಮಯ: {title}',
  'time-changed.label': 'ಹೊಸ ಸಮಯ',
  'time-changed.body':
    '{seat, select, waiting {ಈ ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗಿದೆ; ಹೊಸ ಸಮಯ ಇಲ್ಲಿದೆ. ನೀವು ಇನ್ನೂ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ.\nಹೊಸ ಸಮಯ ನಿಮಗೆ ಹೊಂದದಿದ್ದರೆ, ದಯವಿಟ್ಟು ಪಟ್ಟಿಯಿಂದ ಹೊರಬನ್ನಿ.} speaking {ನೀವು ಮಾತನಾಡುವ ಈ ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗಿದೆ; ಹೊಸ ಸಮಯ ಇಲ್ಲಿದೆ. ಲಗತ್ತಿಸಿದ ಕ್ಯಾಲೆಂಡರ್ ಕಡತವು ನಿಮ್ಮ ದಾಖಲೆಯನ್ನು ಹೊಸ ಸಮಯಕ್ಕೆ ಬದಲಿಸುತ್ತದೆ.\nಹೊಸ ಸಮಯ ನಿಮಗೆ ಹೊಂದದಿದ್ದರೆ, ದಯವಿಟ್ಟು ಆಯೋಜಕರಿಗೆ ತಿಳಿಸಿ.} other {ಈ ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗಿದೆ; ಹೊಸ ಸಮಯ ಇಲ್ಲಿದೆ. ಲಗತ್ತಿಸಿದ ಕ್ಯಾಲೆಂಡರ್ ಕಡತವು ನಿಮ್ಮ ದಾಖಲೆಯನ್ನು ಹೊಸ ಸಮಯಕ್ಕೆ ಬದಲಿಸುತ್ತದೆ.\nಹೊಸ ಸಮಯ ನಿಮಗೆ ಹೊಂದದಿದ್ದರೆ, ಇತರರಿಗೆ ದೊರೆಯುವಂತೆ ದಯವಿಟ್ಟು ಆಸನ ರದ್ದುಮಾಡಿ.}}',
  'time-changed.end.subject': 'ಹೊಸ ಮುಕ್ತಾಯ ಸಮಯ: {title}',
  'time-changed.end.label': 'ಹೊಸ ಮುಕ್ತಾಯ ಸಮಯ',
  'time-changed.end.body':
    'ಈ ಗೋಷ್ಠಿಗೆ ಹೊಸ ಮುಕ್ತಾಯ ಸಮಯವಿದೆ: {time}, ಮೊದಲಿಗಿಂತ {earlier, select, earlier {ಬೇಗ} other {ತಡವಾಗಿ}}. ಆರಂಭದ ಸಮಯ ಬದಲಾಗಿಲ್ಲ.{entry, select, calendar { ಲಗತ್ತಿಸಿದ ಕ್ಯಾಲೆಂಡರ್ ಕಡತವು ನಿಮ್ಮ ದಾಖಲೆಯನ್ನು ನವೀಕರಿಸುತ್ತದೆ.} waiting { ನೀವು ಇನ್ನೂ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ.} other {}}',
  'place-changed.subject': 'ಹೊಸ ಸ್ಥಳ: {title}',
  'place-changed.label': 'ಹೊಸ ಸ್ಥಳ',
  'place-changed.body': 'ಈ ಗೋಷ್ಠಿಯು ಈಗ ಇಲ್ಲಿ ನಡೆಯುತ್ತದೆ: {place}.{still, select, same { ಸಮಯ ಬದಲಾಗಿಲ್ಲ.} other {}}',
  'session-cancelled.subject': 'ರದ್ದಾಗಿದೆ: {title}',
  'session-cancelled.label': 'ಗೋಷ್ಠಿ ರದ್ದಾಗಿದೆ',
  'session-cancelled.body': 'ಈ ಗೋಷ್ಠಿ ನಡೆಯುವುದಿಲ್ಲ. ಕ್ಷಮಿಸಿ.',
  'session-delayed.subject': 'ತಡವಾಗಿ ಆರಂಭ: {title}',
  'session-delayed.label': '{n, plural, one {# ನಿಮಿಷ ತಡವಾಗಿ ಆರಂಭ} other {# ನಿಮಿಷ ತಡವಾಗಿ ಆರಂಭ}}',
  'session-delayed.body':
    'ಗೋಷ್ಠಿಯು ನಿಗದಿತ ಸಮಯಕ್ಕಿಂತ {n, plural, one {# ನಿಮಿಷ} other {# ನಿಮಿಷ}} ತಡವಾಗಿ ಆರಂಭವಾಗುತ್ತದೆ; ಹೊಸ ಸಮಯ ಇಲ್ಲಿದೆ.{entry, select, link { ಸೇರಲು ನಿಮ್ಮ ಲಿಂಕ್ ಬದಲಾಗಿಲ್ಲ.} waiting { ನೀವು ಇನ್ನೂ ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ.} other {}}',
  'technical-problem.subject': 'ತಾಂತ್ರಿಕ ತೊಂದರೆ: {title}',
  'technical-problem.label': 'ತಾಂತ್ರಿಕ ತೊಂದರೆ',
  'technical-problem.body':
    'ಗೋಷ್ಠಿಯಲ್ಲಿ ತಾಂತ್ರಿಕ ತೊಂದರೆ ಉಂಟಾಗಿದ್ದು, ಸರಿಪಡಿಸುತ್ತಿದ್ದೇವೆ. ಸೇರಲು ನಿಮ್ಮ ಲಿಂಕ್ ಬದಲಾಗಿಲ್ಲ: ದಯವಿಟ್ಟು ಕೆಲವು ನಿಮಿಷಗಳ ನಂತರ ಮತ್ತೆ ಪ್ರಯತ್ನಿಸಿ.',
  'recording.subject': 'ರೆಕಾರ್ಡಿಂಗ್: {title}',
  'recording.label': 'ರೆಕಾರ್ಡಿಂಗ್ ಲಭ್ಯವಿದೆ',
  'recording.body': 'ಈಗ ನೀವು ಈ ಗೋಷ್ಠಿಯನ್ನು ನಿಮಗೆ ಅನುಕೂಲವಾದ ಸಮಯದಲ್ಲಿ ನೋಡಬಹುದು.',
  'recording.button': 'ರೆಕಾರ್ಡಿಂಗ್ ನೋಡಿ',

  'speaker-invited.subject': 'ಮಾತನಾಡಲು ಆಹ್ವಾನ: {title}',
  'speaker-invited.label': 'ಮಾತನಾಡಲು ಆಹ್ವಾನ',
  'speaker-invited.body':
    'ಈ ಗೋಷ್ಠಿಯಲ್ಲಿ ಮಾತನಾಡಲು ನಿಮ್ಮನ್ನು ಆಹ್ವಾನಿಸುತ್ತೇವೆ. ಲಗತ್ತಿಸಿದ ಕ್ಯಾಲೆಂಡರ್ ಕಡತದಲ್ಲಿ ಸಮಯವಿದೆ; ಸಮಯ ಬದಲಾದರೆ ತಿಳಿಸುತ್ತೇವೆ.\nಬರಲು ಸಾಧ್ಯವಾಗದಿದ್ದರೆ, ದಯವಿಟ್ಟು ಆಯೋಜಕರಿಗೆ ಬೇಗ ತಿಳಿಸಿ.',
  'speaker-removed.subject': 'ಭಾಷಣ ರದ್ದಾಗಿದೆ: {title}',
  'speaker-removed.label': 'ನೀವು ಇನ್ನು ಈ ಗೋಷ್ಠಿಯ ಭಾಷಣಕಾರರಲ್ಲ',
  'speaker-removed.body':
    'ಈ ಗೋಷ್ಠಿಯ ಭಾಷಣಕಾರರಲ್ಲಿ ನಿಮ್ಮ ಹೆಸರು ಈಗ ಇಲ್ಲ.{seat, select, seated { ನಿಮ್ಮ ಆಸನ ಹಾಗೆಯೇ ಇದೆ.} other { ಲಗತ್ತಿಸಿದ ಕ್ಯಾಲೆಂಡರ್ ಕಡತವು ಗೋಷ್ಠಿಯನ್ನು ನಿಮ್ಮ ಕ್ಯಾಲೆಂಡರ್‌ನಿಂದ ತೆಗೆಯುತ್ತದೆ.}}\nಹೆಚ್ಚಿನ ವಿವರಕ್ಕೆ ದಯವಿಟ್ಟು ಆಯೋಜಕರನ್ನು ಕೇಳಿ.',

  'city-invited.subject': '{city} ನಗರಕ್ಕೆ ಆಹ್ವಾನ: {event}',
  'city-invited.label': '{city} ನಗರಕ್ಕೆ ಆಹ್ವಾನ',
  'city-invited.body':
    '{event} ಕಾರ್ಯಕ್ರಮದ ಆತಿಥೇಯ ನಗರ {host}. {city} ಪಾಲುದಾರ ನಗರವಾಗಿ ಭಾಗವಹಿಸಿದರೆ ಸಂತೋಷ.\nದಯವಿಟ್ಟು ಉತ್ತರಿಸಿ. ಕೊನೆಯ ಸಮಯ: {until}. ನೀವು ಭಾಗಶಃ ಒಪ್ಪಬಹುದು ಅಥವಾ ಹೆಚ್ಚಿನ ಸಮಯ ಕೇಳಬಹುದು.',
  'city-invited.dates': '{from} – {to}',
  'takes-part-by':
    '{mode, select, input {ಕೊಡುಗೆ ನೀಡುವುದು} delegation {ಪ್ರತಿನಿಧಿಗಳನ್ನು ಕಳುಹಿಸುವುದು} other {ಆನ್‌ಲೈನ್ ಭಾಗವಹಿಸುವುದು}}',
  'city-answered.subject':
    '{city} {answer, select, accepted {ಭಾಗವಹಿಸುತ್ತದೆ} tentative {ಬಹುಶಃ ಭಾಗವಹಿಸುತ್ತದೆ} declined {ಭಾಗವಹಿಸುವುದಿಲ್ಲ} withdrawn {ಇನ್ನು ಭಾಗವಹಿಸುವುದಿಲ್ಲ} other {ಆಹ್ವಾನಿತ ನಗರ}}: {event}',
  'city-answered.label': '{city} ನಗರದ ಉತ್ತರ',
  'city-answered.body':
    '{answer, select, accepted {{event} ಆಹ್ವಾನವನ್ನು {city} ಒಪ್ಪಿದೆ.} tentative {{event} ಆಹ್ವಾನಕ್ಕೆ {city} ತಾತ್ಕಾಲಿಕವಾಗಿ ಉತ್ತರಿಸಿದೆ.} declined {{event} ಆಹ್ವಾನವನ್ನು {city} ನಿರಾಕರಿಸಿದೆ.} withdrawn {{event} ಕಾರ್ಯಕ್ರಮದಿಂದ {city} ಹಿಂದೆ ಸರಿದಿದೆ.} other {{event} ಕಾರ್ಯಕ್ರಮಕ್ಕೆ {city} ಆಹ್ವಾನಿತವಾಗಿದೆ.}}',
  'event-cancelled.subject': 'ರದ್ದಾಗಿದೆ: {event}',
  'event-cancelled.label': 'ಕಾರ್ಯಕ್ರಮ ರದ್ದಾಗಿದೆ',
  'event-cancelled.body':
    '{host} ನಗರದ {event} ನಡೆಯುವುದಿಲ್ಲ. ಕ್ಷಮಿಸಿ.{answer, select, accepted { ಭಾಗವಹಿಸಲು ಒಪ್ಪಿದ {city} ನಗರಕ್ಕೆ ಧನ್ಯವಾದ.} other { {city} ನಗರದ ಉತ್ತರ ಇನ್ನು ಬೇಕಾಗಿಲ್ಲ.}}',
  'delegates-to-name.subject': '{city} ನಗರದ ಪ್ರತಿನಿಧಿಗಳು: {event}',
  'delegates-to-name.label': 'ಪ್ರತಿನಿಧಿಗಳನ್ನು ಹೆಸರಿಸಿ',
  'delegates-to-name.body':
    'ಧನ್ಯವಾದಗಳು: {event} ಕಾರ್ಯಕ್ರಮಕ್ಕೆ {city} ಪ್ರತಿನಿಧಿಗಳನ್ನು ಕಳುಹಿಸುತ್ತದೆ. ಆರಂಭ: {from}.\nದಯವಿಟ್ಟು ಪ್ರತಿನಿಧಿಗಳನ್ನು ನಿರ್ಧರಿಸಿ, ಅವರ ಹೆಸರುಗಳನ್ನು ಆಯೋಜಕರಿಗೆ ತಿಳಿಸಿ.',
  'names-asked.subject': '{city} ನಗರದ ಪ್ರತಿನಿಧಿಗಳನ್ನು ಹೆಸರಿಸಿ: {title}',
  'names-asked.label': 'ಪ್ರತಿನಿಧಿಗಳನ್ನು ಹೆಸರಿಸಿ',
  'names-asked.body':
    '{city} ನಗರದ ಪ್ರತಿನಿಧಿ ತಂಡಕ್ಕೆ {n, plural, one {# ಆಸನವನ್ನು} other {# ಆಸನಗಳನ್ನು}} ಕಾಯ್ದಿರಿಸಲಾಗಿದೆ. ದಯವಿಟ್ಟು ಬರುವವರ ಹೆಸರು ತಿಳಿಸಿ. ಕೊನೆಯ ಸಮಯ: {until}. ನಂತರ ಹೆಸರಿಲ್ಲದ ಆಸನಗಳು ಇತರರಿಗೆ ಸಿಗುತ್ತವೆ.',
  'names-due.subject': '{city} ನಗರದ {n, plural, one {# ಆಸನಕ್ಕೆ} other {# ಆಸನಗಳಿಗೆ}} ಇನ್ನೂ ಹೆಸರಿಲ್ಲ: {title}',
  'names-due.label': 'ಹೆಸರು ತಿಳಿಸುವ ಸಮಯ ಮುಗಿಯುತ್ತಿದೆ',
  'names-due.body':
    '{city} ನಗರದ ಪ್ರತಿನಿಧಿ ತಂಡದ {n, plural, one {# ಆಸನಕ್ಕೆ} other {# ಆಸನಗಳಿಗೆ}} ಇನ್ನೂ ಹೆಸರಿಲ್ಲ. ದಯವಿಟ್ಟು ಬರುವವರ ಹೆಸರು ತಿಳಿಸಿ. ಕೊನೆಯ ಸಮಯ: {until}. ನಂತರ {n, plural, one {ಅದು} other {ಅವು}} ಇತರರಿಗೆ ಸಿಗುತ್ತವೆ.',
  'input-asked.subject': '{city} ನಗರದ ಕೊಡುಗೆ: {event}',
  'input-asked.label': 'ಕೊಡುಗೆಗೆ ಕೋರಿಕೆ',
  'input-asked.body':
    'ಧನ್ಯವಾದಗಳು: {event} ಕಾರ್ಯಕ್ರಮಕ್ಕೆ {city} ಕೊಡುಗೆ ನೀಡುತ್ತದೆ: ಪ್ರಸ್ತಾವಗಳು, ಪ್ರಶ್ನೆಗಳು, ಪ್ರಬಂಧಗಳು, ಕೃತಿಗಳು ಅಥವಾ ಪರಿಚಯ ಭಾಷಣಗಳು. ಆರಂಭ: {from}.\nದಯವಿಟ್ಟು ಏನನ್ನು ನಿರೀಕ್ಷಿಸಬಹುದೆಂದು ಆಯೋಜಕರಿಗೆ ತಿಳಿಸಿ.',
  'times-asked.subject': '{city} ನಗರಕ್ಕೆ ಯಾವ ಸಮಯ ಅನುಕೂಲ? {title}',
  'times-asked.label': '{city} ನಗರಕ್ಕೆ ಯಾವ ಸಮಯ ಅನುಕೂಲ?',
  'times-asked.body':
    '“{title}” ಗೋಷ್ಠಿಗೆ ಈ ಸಮಯಗಳಲ್ಲಿ ಯಾವುವು {city} ನಗರಕ್ಕೆ ಅನುಕೂಲ ಎಂದು ಆಯೋಜಕರು ಕೇಳುತ್ತಾರೆ. ದಯವಿಟ್ಟು ಉತ್ತರಿಸಿ. ಕೊನೆಯ ಸಮಯ: {until}. ಅಲ್ಲಿಯವರೆಗೆ ಉತ್ತರವನ್ನು ಬದಲಿಸಬಹುದು.',
  'times-asked.button': 'ಎಲ್ಲಕ್ಕೂ ಉತ್ತರಿಸಿ',
  'times-asked.good': 'ಅನುಕೂಲ',
  'times-asked.possible': 'ಸಾಧ್ಯ',
  'times-asked.cannot': 'ಸಾಧ್ಯವಿಲ್ಲ',
  'change-proposed.subject': 'ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ: {title}',
  'change-proposed.subject-many':
    'ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ: {title} ಮತ್ತು {n, plural, one {ಇನ್ನೊಂದು ಗೋಷ್ಠಿ} other {ಇನ್ನೂ # ಗೋಷ್ಠಿಗಳು}}',
  'change-proposed.label': 'ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ',
  'change-proposed.body':
    'ಆಯೋಜಕರು {n, plural, =1 {ಈ ಗೋಷ್ಠಿಗೆ ಹೊಸ ಸಮಯವನ್ನು} one {# ಗೋಷ್ಠಿಗೆ ಹೊಸ ಸಮಯವನ್ನು} other {# ಗೋಷ್ಠಿಗಳಿಗೆ ಹೊಸ ಸಮಯಗಳನ್ನು}} ಪ್ರಸ್ತಾಪಿಸಿ, {city} ನಗರದ ಒಪ್ಪಿಗೆ ಕೇಳುತ್ತಾರೆ. ದಯವಿಟ್ಟು ಉತ್ತರಿಸಿ: ಒಪ್ಪಿ, ಬೇರೆ ಸಮಯ ಸೂಚಿಸಿ ಅಥವಾ “ನಮಗೆ ರೆಕಾರ್ಡಿಂಗ್ ಮಾತ್ರ” ಆಯ್ಕೆಮಾಡಿ. ಕೊನೆಯ ಸಮಯ: {until}.',
  'change-proposed.silence':
    '{silence, select, accept {ಒಪ್ಪಿಗೆ ಎಂದು ಪರಿಗಣಿಸಲಾಗುತ್ತದೆ} other {ನಿರಾಕರಣೆ ಎಂದು ಪರಿಗಣಿಸಲಾಗುತ್ತದೆ}}',
  'change-proposed.time-in': 'ಪ್ರಸ್ತಾವಿತ {city} ಸಮಯ',
  'change-decided.subject':
    '{ending, select, agreed {ಬದಲಾವಣೆಗೆ ಒಪ್ಪಿಗೆ} decided {ಬದಲಾವಣೆ ನಿರ್ಧಾರವಾಗಿದೆ} countered {ಬೇರೆ ಸಮಯದ ಪ್ರಸ್ತಾವ} refused {ಬದಲಾವಣೆಗೆ ಒಪ್ಪಿಗೆಯಿಲ್ಲ} stale {ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ ಇನ್ನು ಅನ್ವಯಿಸುವುದಿಲ್ಲ} other {ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ ಹಿಂಪಡೆಯಲಾಗಿದೆ}}: {title}',
  'change-decided.label':
    '{ending, select, agreed {ಬದಲಾವಣೆಗೆ ಒಪ್ಪಿಗೆ ದೊರೆತಿದೆ} decided {ಆಯೋಜಕರು ಬದಲಾವಣೆಯನ್ನು ನಿರ್ಧರಿಸಿದ್ದಾರೆ} countered {ಬೇರೆ ಸಮಯವನ್ನು ಸೂಚಿಸಲಾಗಿದೆ} refused {ಬದಲಾವಣೆಗೆ ಒಪ್ಪಿಗೆ ದೊರೆತಿಲ್ಲ} stale {ಪ್ರಸ್ತಾವ ಇನ್ನು ಅನ್ವಯಿಸುವುದಿಲ್ಲ} other {ಪ್ರಸ್ತಾವವನ್ನು ಹಿಂಪಡೆಯಲಾಗಿದೆ}}',
  'change-decided.body':
    '{ending, select, agreed {{n, plural, =1 {ಗೋಷ್ಠಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.} one {# ಗೋಷ್ಠಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.} other {# ಗೋಷ್ಠಿಗಳಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.}} ಆಸನವಿರುವ ಎಲ್ಲರಿಗೂ ತಿಳಿಸಲಾಗುತ್ತಿದೆ.} decided {ಎಲ್ಲ ಉತ್ತರಗಳಿಗೆ ಕಾಯದೆ ಆಯೋಜಕರು ನಿರ್ಧರಿಸಿದ್ದಾರೆ. {n, plural, =1 {ಗೋಷ್ಠಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.} one {# ಗೋಷ್ಠಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.} other {# ಗೋಷ್ಠಿಗಳಿಗೆ ಈಗ ಹೊಸ ಸಮಯವಿದೆ.}} ಆಸನವಿರುವ ಎಲ್ಲರಿಗೂ ತಿಳಿಸಲಾಗುತ್ತಿದೆ.} countered {ಎಲ್ಲ ನಗರಗಳೂ ಒಪ್ಪಿಲ್ಲ: ಬೇರೆ ಸಮಯವನ್ನು ಸೂಚಿಸಲಾಗಿದೆ. {n, plural, =1 {ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} one {# ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} other {# ಗೋಷ್ಠಿಗಳ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.}}} refused {ಎಲ್ಲ ನಗರಗಳೂ ಸಮಯಕ್ಕೆ ಉತ್ತರಿಸಿಲ್ಲ; ಇಲ್ಲಿ ಉತ್ತರ ಬಾರದಿದ್ದರೆ ನಿರಾಕರಣೆ ಎಂದು ಪರಿಗಣಿಸಲಾಗುತ್ತದೆ. {n, plural, =1 {ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} one {# ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} other {# ಗೋಷ್ಠಿಗಳ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.}}} stale {ಪ್ರಸ್ತಾವದ ನಂತರ {n, plural, =1 {ಗೋಷ್ಠಿ} one {# ಗೋಷ್ಠಿ} other {# ಗೋಷ್ಠಿಗಳಲ್ಲಿ ಒಂದಾದರೂ}} ಬದಲಾಗಿದೆ ಅಥವಾ ರದ್ದಾಗಿದೆ; ಆದ್ದರಿಂದ ಪ್ರಸ್ತಾವ ಇನ್ನು ಅನ್ವಯಿಸುವುದಿಲ್ಲ. ಪ್ರಸ್ತಾವದಿಂದ ಏನೂ ಬದಲಾಗಿಲ್ಲ.} other {ಆಯೋಜಕರು ಪ್ರಸ್ತಾವವನ್ನು ಹಿಂಪಡೆದಿದ್ದಾರೆ. {n, plural, =1 {ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} one {# ಗೋಷ್ಠಿಯ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.} other {# ಗೋಷ್ಠಿಗಳ ಸಮಯ ಬದಲಾಗುವುದಿಲ್ಲ.}}}}',
  'change-decided.other-time': '{city} ನಗರದ ಸೂಚನೆ',
  'change-decided.cancelled': 'ರದ್ದಾಗಿದೆ',
  'answer-due.subject': '{city} ಇನ್ನೂ ಉತ್ತರಿಸಿಲ್ಲ: {title}',
  'answer-due.label': 'ಉತ್ತರ ಬಾಕಿ ಇದೆ',
  'answer-due.body':
    '{matter, select, move {“{title}” ಕುರಿತ ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವಕ್ಕೆ {city} ನಗರದ ಉತ್ತರ ಇನ್ನೂ ಬಂದಿಲ್ಲ.} poll {“{title}” ಗೋಷ್ಠಿಗೆ {city} ನಗರಕ್ಕೆ ಯಾವ ಸಮಯ ಅನುಕೂಲ ಎಂಬ ಪ್ರಶ್ನೆಗೆ ಉತ್ತರ ಇನ್ನೂ ಬಂದಿಲ್ಲ.} other {{title} ಆಹ್ವಾನಕ್ಕೆ {city} ನಗರದ ಉತ್ತರ ಇನ್ನೂ ಬಂದಿಲ್ಲ.}}\nದಯವಿಟ್ಟು ಉತ್ತರಿಸಿ. ಕೊನೆಯ ಸಮಯ: {until}.',

  'divergence-warning.subject': 'ನಗರಗಳ ಸಮಯದಲ್ಲಿ ವ್ಯತ್ಯಾಸ: {title}',
  'divergence-warning.label': 'ನಗರಗಳ ಸಮಯದಲ್ಲಿ ವ್ಯತ್ಯಾಸ',
  'divergence-warning.body':
    'ಎಲ್ಲೆಡೆ ಒಂದೇ ದಿನ ಗಡಿಯಾರ ಬದಲಾಗುವುದಿಲ್ಲ. “{title}” ಸರಣಿಯ {n, plural, one {# ಗೋಷ್ಠಿ ಕೆಲವು ನಗರಗಳಲ್ಲಿ ಸಾಮಾನ್ಯಕ್ಕಿಂತ ಬೇರೆ ಸ್ಥಳೀಯ ಸಮಯಕ್ಕೆ ಬರುತ್ತದೆ} other {# ಗೋಷ್ಠಿಗಳು ಕೆಲವು ನಗರಗಳಲ್ಲಿ ಸಾಮಾನ್ಯಕ್ಕಿಂತ ಬೇರೆ ಸ್ಥಳೀಯ ಸಮಯಕ್ಕೆ ಬರುತ್ತವೆ}}.\nದಯವಿಟ್ಟು ಆಯ್ಕೆಮಾಡಿ: ಆತಿಥೇಯ ನಗರದ ಸಮಯವನ್ನು ಉಳಿಸಿ, ಅಥವಾ ಅದೇ ಕ್ಷಣವನ್ನು ಉಳಿಸಿ ಆತಿಥೇಯ ನಗರದ ಸಮಯವನ್ನು ಬದಲಿಸಿ.',
  'divergence-warning.shift':
    '{earlier, select, earlier {{n, plural, one {# ನಿಮಿಷ ಮೊದಲು} other {# ನಿಮಿಷ ಮೊದಲು}}} other {{n, plural, one {# ನಿಮಿಷ ನಂತರ} other {# ನಿಮಿಷ ನಂತರ}}}}',
  'run-of-show.subject': 'ದಿನದ ಕ್ರಮ, {date}: {event}',
  'run-of-show.label': 'ದಿನದ ಕ್ರಮ',
  'run-of-show.body':
    'ಈ ದಿನ {n, plural, one {# ಗೋಷ್ಠಿ} other {# ಗೋಷ್ಠಿಗಳು}}: ಪ್ರತಿ ನಗರದ ಸ್ಥಳೀಯ ಸಮಯ, ಆಸನಗಳು ಮತ್ತು ಇನ್ನೂ ಉತ್ತರಿಸದವರು.',
  'run-of-show.first': 'ಮೊದಲ ಗೋಷ್ಠಿ, ನಿಮ್ಮ ಸಮಯ',
  'run-of-show.seats':
    '{n, plural, =0 {ಆಸನಗಳಿಲ್ಲ} one {# ಆಸನ} other {# ಆಸನಗಳು}}{waiting, plural, =0 {} other {, ಕಾಯುತ್ತಿರುವವರು #}}',
  'run-of-show.elsewhere': 'ಬೇರೆಡೆ',
  'run-of-show.invitation': '{city}: ಆಹ್ವಾನ',
  'run-of-show.change': '{city}: ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ',
  'run-of-show.speakers': 'ಭಾಷಣಕಾರರು: {list}',
  'digest.subject': '{programme}: ಹೊಸ ಸುದ್ದಿ, {date}',
  'digest.label': 'ಹೊಸ ಸುದ್ದಿ',
  'digest.body': 'ನಿನ್ನೆ ಬೆಳಗ್ಗೆಯಿಂದ {programme} ಸರಣಿಯಲ್ಲಿ ನಡೆದದ್ದು.',
  'digest.seats':
    '{given, plural, =0 {ಹೊಸ ಆಸನಗಳಿಲ್ಲ} one {# ಹೊಸ ಆಸನ} other {# ಹೊಸ ಆಸನಗಳು}}{queued, plural, =0 {} other {, ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಗೆ #}}{freed, plural, =0 {} other {, ರದ್ದಾದವು #}}',
  'digest.city':
    '{city} {answer, select, accepted {ಭಾಗವಹಿಸುತ್ತದೆ} tentative {ಬಹುಶಃ ಭಾಗವಹಿಸುತ್ತದೆ} declined {ಭಾಗವಹಿಸುವುದಿಲ್ಲ} withdrawn {ಇನ್ನು ಭಾಗವಹಿಸುವುದಿಲ್ಲ} other {ಆಹ್ವಾನಿತ ನಗರ}}',
  'digest.change':
    '{outcome, select, applied {ಬದಲಾವಣೆಗೆ ಒಪ್ಪಿಗೆ} rejected {ಬದಲಾವಣೆ ಆಗಿಲ್ಲ} withdrawn {ಬದಲಾವಣೆ ಪ್ರಸ್ತಾವ ಹಿಂಪಡೆಯಲಾಗಿದೆ} other {ಬದಲಾವಣೆ ಪ್ರಸ್ತಾಪಿಸಲಾಗಿದೆ}}',
  'digest.poll': 'ಯಾವ ಸಮಯ ಅನುಕೂಲ ಎಂದು {city} ಉತ್ತರಿಸಿದೆ',
};
