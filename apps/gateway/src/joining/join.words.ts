import type { Live } from '#contracts';

/** What the join page says, in one language. */
export interface JoinWords {
  join: string;
  yourTime: string;
  /** “8:00 AM in Nha Trang” */
  inPlace: (time: string, place: string) => string;
  checkedIn: string;
  personal: string;
  elsewhere: string;
  elsewhereMeans: string;
  continueHere: string;
  /** @param when day, time and zone, in the reader's language */
  opens: (when: string) => string;
  keepLink: string;
  over: string;
  recording: string;
  unplaced: string;
  waiting: string;
  seatGone: string;
  sessionCancelled: string;
  invalid: string;
  invalidMeans: string;
  schedule: string;
  live: Record<Live['state'], string>;
  late: (minutes: number) => string;
}

const en: JoinWords = {
  join: 'Join now',
  yourTime: 'Your time',
  inPlace: (time, place) => `${time} in ${place}`,
  checkedIn: 'You have checked in.',
  personal: 'This link is yours alone. Please do not pass it on.',
  elsewhere: 'You have joined on another device',
  elsewhereMeans: 'Continue here, and the other device is signed out of your seat.',
  continueHere: 'Continue here',
  opens: (when) => `You can join from ${when}.`,
  keepLink: 'Keep the link: it is the same then.',
  over: 'This session is over.',
  recording: 'Watch the recording',
  unplaced: 'The time is not set yet. You will get a mail as soon as it is.',
  waiting: 'You are in the queue. As soon as you have a seat, this link lets you in.',
  seatGone: 'This seat has been given up, so the link no longer works.',
  sessionCancelled: 'This session has been cancelled.',
  invalid: 'This link does not work',
  invalidMeans: 'It is incomplete, or a newer one has replaced it. Open the link in your latest mail.',
  schedule: 'To the schedule',
  live: {
    'on-time': 'On time',
    delayed: 'Delayed',
    'technical-problem': 'Technical problem',
    ended: 'Ended',
  },
  late: (minutes) => `${minutes} minutes later than planned`,
};

const vi: JoinWords = {
  join: 'Tham gia ngay',
  yourTime: 'Giờ của quý vị',
  inPlace: (time, place) => `${time} tại ${place}`,
  checkedIn: 'Quý vị đã điểm danh.',
  personal: 'Liên kết này chỉ dành riêng cho quý vị; xin đừng chuyển cho người khác.',
  elsewhere: 'Quý vị đang tham gia trên một thiết bị khác',
  elsewhereMeans: 'Nếu tiếp tục ở đây, thiết bị kia sẽ rời khỏi chỗ của quý vị.',
  continueHere: 'Tiếp tục ở đây',
  opens: (when) => `Quý vị có thể tham gia từ ${when}.`,
  keepLink: 'Xin giữ liên kết này: đến lúc đó vẫn dùng được.',
  over: 'Phiên này đã kết thúc.',
  recording: 'Xem bản ghi hình',
  unplaced: 'Chưa có giờ. Quý vị sẽ nhận được thư ngay khi có giờ.',
  waiting: 'Quý vị đang ở trong danh sách chờ. Khi có chỗ, liên kết này sẽ mở cho quý vị.',
  seatGone: 'Chỗ này đã được trả lại nên liên kết không còn dùng được.',
  sessionCancelled: 'Phiên này đã bị hủy.',
  invalid: 'Liên kết không dùng được',
  invalidMeans: 'Liên kết không đầy đủ hoặc đã được thay thế. Xin mở liên kết trong thư mới nhất.',
  schedule: 'Xem lịch',
  live: {
    'on-time': 'Đúng giờ',
    delayed: 'Bắt đầu muộn',
    'technical-problem': 'Sự cố kỹ thuật',
    ended: 'Đã kết thúc',
  },
  late: (minutes) => `muộn ${minutes} phút so với dự kiến`,
};

const ja: JoinWords = {
  join: '今すぐ参加',
  yourTime: 'お手元の時刻',
  inPlace: (time, place) => `${place}では${time}`,
  checkedIn: 'チェックイン済みです。',
  personal: 'このリンクはご本人専用です。ほかの方には転送しないでください。',
  elsewhere: '別の端末でご参加中です',
  elsewhereMeans: 'ここで続けると、もう一方の端末はお席から外れます。',
  continueHere: 'ここで続ける',
  opens: (when) => `${when}から参加できます。`,
  keepLink: 'リンクはそのままお使いいただけます。',
  over: 'このセッションは終了しました。',
  recording: '録画を見る',
  unplaced: '時刻はまだ決まっていません。決まり次第メールでお知らせします。',
  waiting: 'キャンセル待ちです。お席をご用意でき次第、このリンクから参加できます。',
  seatGone: 'このお席は取り消されたため、リンクは使えません。',
  sessionCancelled: 'このセッションは中止になりました。',
  invalid: 'このリンクは使えません',
  invalidMeans:
    'リンクが途中で切れているか、新しいものに替わっています。最新のメールのリンクをお開きください。',
  schedule: 'スケジュールへ',
  live: {
    'on-time': '定刻',
    delayed: '遅延',
    'technical-problem': '技術的な問題',
    ended: '終了',
  },
  late: (minutes) => `予定より${minutes}分遅れ`,
};

const it: JoinWords = {
  join: 'Entrare ora',
  yourTime: 'Ora locale',
  inPlace: (time, place) => `${time} a ${place}`,
  checkedIn: 'La presenza è registrata.',
  personal: 'Il link è personale: si prega di non inoltrarlo.',
  elsewhere: 'La partecipazione è in corso da un altro dispositivo',
  elsewhereMeans: 'Continuando qui, l’altro dispositivo lascia il Suo posto.',
  continueHere: 'Continuare qui',
  opens: (when) => `Si può entrare da: ${when}.`,
  keepLink: 'Si prega di conservare il link: resta lo stesso.',
  over: 'Questa sessione è finita.',
  recording: 'Guardare la registrazione',
  unplaced: 'L’orario non è ancora fissato. Appena lo sarà seguirà un messaggio.',
  waiting: 'La richiesta è in lista d’attesa. Appena ci sarà un posto, questo link farà entrare.',
  seatGone: 'Questo posto è stato annullato, perciò il link non funziona più.',
  sessionCancelled: 'Questa sessione è stata annullata.',
  invalid: 'Questo link non funziona',
  invalidMeans: 'È incompleto o è stato sostituito. Si prega di aprire il link nel messaggio più recente.',
  schedule: 'Al programma',
  live: {
    'on-time': 'In orario',
    delayed: 'In ritardo',
    'technical-problem': 'Problema tecnico',
    ended: 'Terminata',
  },
  late: (minutes) => `${minutes} minuti più tardi del previsto`,
};

const kn: JoinWords = {
  join: 'ಈಗ ಸೇರಿ',
  yourTime: 'ನಿಮ್ಮ ಸಮಯ',
  inPlace: (time, place) => `${place} ನಲ್ಲಿ ${time}`,
  checkedIn: 'ನಿಮ್ಮ ಹಾಜರಿ ದಾಖಲಾಗಿದೆ.',
  personal: 'ಈ ಲಿಂಕ್ ನಿಮಗೆ ಮಾತ್ರ. ದಯವಿಟ್ಟು ಬೇರೆಯವರಿಗೆ ಕೊಡಬೇಡಿ.',
  elsewhere: 'ನೀವು ಇನ್ನೊಂದು ಸಾಧನದಲ್ಲಿ ಸೇರಿದ್ದೀರಿ',
  elsewhereMeans: 'ಇಲ್ಲಿ ಮುಂದುವರಿದರೆ, ಇನ್ನೊಂದು ಸಾಧನವು ನಿಮ್ಮ ಆಸನದಿಂದ ಹೊರಹೋಗುತ್ತದೆ.',
  continueHere: 'ಇಲ್ಲಿ ಮುಂದುವರಿಸಿ',
  opens: (when) => `${when} ರಿಂದ ನೀವು ಸೇರಬಹುದು.`,
  keepLink: 'ಈ ಲಿಂಕ್ ಇಟ್ಟುಕೊಳ್ಳಿ: ಆಗಲೂ ಇದೇ ಲಿಂಕ್.',
  over: 'ಈ ಗೋಷ್ಠಿ ಮುಗಿದಿದೆ.',
  recording: 'ರೆಕಾರ್ಡಿಂಗ್ ನೋಡಿ',
  unplaced: 'ಸಮಯ ಇನ್ನೂ ನಿಗದಿಯಾಗಿಲ್ಲ. ನಿಗದಿಯಾದ ಕೂಡಲೇ ನಿಮಗೆ ಮೇಲ್ ಬರುತ್ತದೆ.',
  waiting: 'ನೀವು ನಿರೀಕ್ಷಣಾ ಪಟ್ಟಿಯಲ್ಲಿದ್ದೀರಿ. ಆಸನ ದೊರೆತ ಕೂಡಲೇ ಈ ಲಿಂಕ್ ಕೆಲಸ ಮಾಡುತ್ತದೆ.',
  seatGone: 'ಈ ಆಸನವನ್ನು ಬಿಟ್ಟುಕೊಡಲಾಗಿದೆ, ಆದ್ದರಿಂದ ಲಿಂಕ್ ಕೆಲಸ ಮಾಡುವುದಿಲ್ಲ.',
  sessionCancelled: 'ಈ ಗೋಷ್ಠಿ ರದ್ದಾಗಿದೆ.',
  invalid: 'ಈ ಲಿಂಕ್ ಕೆಲಸ ಮಾಡುವುದಿಲ್ಲ',
  invalidMeans: 'ಇದು ಅಪೂರ್ಣವಾಗಿದೆ ಅಥವಾ ಬದಲಾಗಿದೆ. ನಿಮ್ಮ ಇತ್ತೀಚಿನ ಮೇಲ್‌ನ ಲಿಂಕ್ ತೆರೆಯಿರಿ.',
  schedule: 'ವೇಳಾಪಟ್ಟಿಗೆ',
  live: {
    'on-time': 'ಸಮಯಕ್ಕೆ ಸರಿಯಾಗಿ',
    delayed: 'ತಡವಾಗಿದೆ',
    'technical-problem': 'ತಾಂತ್ರಿಕ ತೊಂದರೆ',
    ended: 'ಮುಗಿದಿದೆ',
  },
  late: (minutes) => `ಯೋಜನೆಗಿಂತ ${minutes} ನಿಮಿಷ ತಡ`,
};

const WORDS: Record<string, JoinWords> = { en, vi, ja, it, kn };
export const JOIN_LANGUAGES = Object.keys(WORDS);

/** The first of these languages that the page speaks, without their regions; else English. */
export function joinWords(languages: readonly string[]): { language: string; words: JoinWords } {
  for (const tag of languages) {
    const language = tag.split('-')[0]!.toLowerCase();
    const words = WORDS[language];
    if (words) return { language, words };
  }
  return { language: 'en', words: en };
}
