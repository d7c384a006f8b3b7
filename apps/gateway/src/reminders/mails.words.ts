import type { OptionalMail } from '#contracts';

/** What the page of mails says, in one language. */
export interface MailsWords {
  title: string;
  /** What is always told. */
  always: string;
  mails: Record<OptionalMail, string>;
  own: string;
  /** For what, and at most how many. */
  ownMeans: (most: number) => string;
  /** Said while reminders are off. */
  ownOff: string;
  days: (n: number) => string;
  hours: (n: number) => string;
  minutes: (n: number) => string;
  tooMany: (most: number) => string;
  save: string;
  saved: string;
  invalid: string;
  invalidMeans: string;
}

const en: MailsWords = {
  title: 'Which mails would you like?',
  always: 'We always tell you what happens to a seat you hold: a new time, another place, a cancellation.',
  mails: {
    reminders: 'Reminders of your sessions',
    recordings: 'Recordings, when there is one',
    digests: 'For organizers: the day’s run of show and the daily digest',
  },
  own: 'Reminders of your own',
  ownMeans: (most) =>
    `For every session in which you have a seat, besides the reminders that everybody gets. At most ${most}.`,
  ownOff: 'While reminders are off above, these do not come either.',
  days: (n) => (n === 1 ? '1 day before' : `${n} days before`),
  hours: (n) => (n === 1 ? '1 hour before' : `${n} hours before`),
  minutes: (n) => `${n} minutes before`,
  tooMany: (most) => `Nothing is saved yet. Please choose at most ${most} reminders of your own.`,
  save: 'Save',
  saved: 'Saved. You can change it at any time.',
  invalid: 'This link does not work',
  invalidMeans: 'It is incomplete, or it was never given out. Open the link in your mail once more.',
};

const vi: MailsWords = {
  title: 'Quý vị muốn nhận những thư nào?',
  always: 'Chúng tôi luôn báo những thay đổi đối với chỗ của quý vị: giờ mới, địa điểm mới, hủy phiên.',
  mails: {
    reminders: 'Lời nhắc về các phiên của quý vị',
    recordings: 'Bản ghi hình, khi có',
    digests: 'Dành cho ban tổ chức: diễn tiến trong ngày và bản tin hằng ngày',
  },
  own: 'Lời nhắc riêng của quý vị',
  ownMeans: (most) =>
    `Cho mỗi phiên mà quý vị có chỗ, ngoài những lời nhắc mà mọi người đều nhận. Nhiều nhất ${most} lời nhắc.`,
  ownOff: 'Khi lời nhắc ở trên đang tắt, những lời nhắc này cũng không được gửi.',
  days: (n) => `Trước ${n} ngày`,
  hours: (n) => `Trước ${n} giờ`,
  minutes: (n) => `Trước ${n} phút`,
  tooMany: (most) => `Chưa lưu. Xin quý vị chọn nhiều nhất ${most} lời nhắc riêng.`,
  save: 'Lưu',
  saved: 'Đã lưu. Quý vị có thể thay đổi bất cứ lúc nào.',
  invalid: 'Liên kết này không dùng được',
  invalidMeans: 'Liên kết không đầy đủ hoặc chưa từng được cấp. Vui lòng mở lại liên kết trong thư.',
};

const ja: MailsWords = {
  title: '受け取るメールをお選びください',
  always: 'お席に関わること（時間や会場の変更、中止）は、いつもお知らせします。',
  mails: {
    reminders: 'セッションのリマインダー',
    recordings: '録画のお知らせ',
    digests: '主催者向け：当日の進行表と毎日のまとめ',
  },
  own: 'ご自身で加えるリマインダー',
  ownMeans: (most) =>
    `お席のあるセッションごとに、皆様へのリマインダーに加えてお送りします。${most}つまでお選びいただけます。`,
  ownOff: '上のリマインダーを外している間は、こちらも届きません。',
  days: (n) => `${n}日前`,
  hours: (n) => `${n}時間前`,
  minutes: (n) => `${n}分前`,
  tooMany: (most) => `まだ保存されていません。ご自身で加えるリマインダーは${most}つまでお選びください。`,
  save: '保存する',
  saved: '保存しました。いつでも変更できます。',
  invalid: 'このリンクは使えません',
  invalidMeans: 'リンクが途中で切れているか、発行されていません。メールのリンクをもう一度お開きください。',
};

const it: MailsWords = {
  title: 'Quali e-mail desidera ricevere?',
  always:
    'La informiamo sempre di ciò che riguarda il Suo posto: un nuovo orario, un altro luogo, un annullamento.',
  mails: {
    reminders: 'Promemoria delle Sue sessioni',
    recordings: 'Registrazioni, quando ci sono',
    digests: 'Per chi organizza: la scaletta del giorno e il riepilogo quotidiano',
  },
  own: 'I Suoi promemoria personali',
  ownMeans: (most) =>
    `Per ogni sessione in cui ha un posto, oltre ai promemoria che ricevono tutti. Al massimo ${most}.`,
  ownOff: 'Finché i promemoria qui sopra sono disattivati, non arrivano nemmeno questi.',
  days: (n) => (n === 1 ? '1 giorno prima' : `${n} giorni prima`),
  hours: (n) => (n === 1 ? '1 ora prima' : `${n} ore prima`),
  minutes: (n) => `${n} minuti prima`,
  tooMany: (most) => `Non è stato ancora salvato nulla. Scelga al massimo ${most} promemoria personali.`,
  save: 'Salva',
  saved: 'Salvato. Può cambiare idea in qualsiasi momento.',
  invalid: 'Questo link non funziona',
  invalidMeans: 'È incompleto o non è mai stato inviato. Apra di nuovo il link nella Sua e-mail.',
};

const kn: MailsWords = {
  title: 'ನಿಮಗೆ ಯಾವ ಮೇಲ್‌ಗಳು ಬೇಕು?',
  always: 'ನಿಮ್ಮ ಆಸನಕ್ಕೆ ಸಂಬಂಧಿಸಿದ್ದನ್ನು ಯಾವಾಗಲೂ ತಿಳಿಸುತ್ತೇವೆ: ಹೊಸ ಸಮಯ, ಹೊಸ ಸ್ಥಳ, ರದ್ದತಿ.',
  mails: {
    reminders: 'ನಿಮ್ಮ ಗೋಷ್ಠಿಗಳ ಜ್ಞಾಪನೆಗಳು',
    recordings: 'ರೆಕಾರ್ಡಿಂಗ್‌ಗಳು, ಇದ್ದಾಗ',
    digests: 'ಆಯೋಜಕರಿಗೆ: ದಿನದ ಕ್ರಮ ಮತ್ತು ದೈನಂದಿನ ಸಾರಾಂಶ',
  },
  own: 'ನಿಮ್ಮದೇ ಆದ ಜ್ಞಾಪನೆಗಳು',
  ownMeans: (most) => `ನಿಮಗೆ ಆಸನವಿರುವ ಪ್ರತಿ ಗೋಷ್ಠಿಗೆ, ಎಲ್ಲರಿಗೂ ಬರುವ ಜ್ಞಾಪನೆಗಳ ಜೊತೆಗೆ. ಗರಿಷ್ಠ ${most}.`,
  ownOff: 'ಮೇಲಿನ ಜ್ಞಾಪನೆಗಳು ಬೇಡವೆಂದಿರುವಾಗ ಇವೂ ಬರುವುದಿಲ್ಲ.',
  days: (n) => (n === 1 ? '1 ದಿನ ಮೊದಲು' : `${n} ದಿನಗಳ ಮೊದಲು`),
  hours: (n) => (n === 1 ? '1 ಗಂಟೆ ಮೊದಲು' : `${n} ಗಂಟೆಗಳ ಮೊದಲು`),
  minutes: (n) => `${n} ನಿಮಿಷಗಳ ಮೊದಲು`,
  tooMany: (most) => `ಇನ್ನೂ ಉಳಿಸಿಲ್ಲ. ದಯವಿಟ್ಟು ಗರಿಷ್ಠ ${most} ಜ್ಞಾಪನೆಗಳನ್ನು ಆರಿಸಿ.`,
  save: 'ಉಳಿಸಿ',
  saved: 'ಉಳಿಸಲಾಗಿದೆ. ಯಾವಾಗ ಬೇಕಾದರೂ ಬದಲಾಯಿಸಬಹುದು.',
  invalid: 'ಈ ಲಿಂಕ್ ಕೆಲಸ ಮಾಡುವುದಿಲ್ಲ',
  invalidMeans: 'ಲಿಂಕ್ ಅಪೂರ್ಣವಾಗಿದೆ ಅಥವಾ ನೀಡಿರಲಿಲ್ಲ. ನಿಮ್ಮ ಮೇಲ್‌ನ ಲಿಂಕನ್ನು ಮತ್ತೆ ತೆರೆಯಿರಿ.',
};

const WORDS: Record<string, MailsWords> = { en, vi, ja, it, kn };

/** The words in the first of these languages that we have; English else. */
export function mailsWords(languages: readonly string[]): { language: string; words: MailsWords } {
  const language = languages.map((tag) => tag.split('-')[0]!).find((tag) => WORDS[tag]) ?? 'en';
  return { language, words: WORDS[language]! };
}
