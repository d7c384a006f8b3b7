import type { PollAnswer } from '#contracts';

/** What the page of a poll says, in one language. */
export interface PollWords {
  suits: (city: string) => string;
  answersIn: string;
  minutes: (count: number) => string;
  /** Before the deadline, which is told in the reader's language. */
  answerBy: string;
  send: string;
  personal: (city: string) => string;
  saved: (city: string) => string;
  left: (times: number) => string;
  /** @param until day and time */
  changeable: (until: string) => string;
  nothingChosen: string;
  picked: string;
  closed: string;
  /** Nobody will choose one of these times any more: heading, and what it means. */
  withdrawn: string;
  withdrawnMeans: string;
  youWillHear: string;
  answers: Record<PollAnswer, string>;
  noAnswer: string;
  note: string;
  /** In another city's clock: “7:00 PM on Thursday” */
  onDay: (time: string, day: string) => string;
  withinDay: (city: string) => string;
  unsocial: (hours: number, city: string) => string;
  invalid: string;
  invalidMeans: string;
  schedule: string;
}

const en: PollWords = {
  suits: (city) => `When suits ${city}?`,
  answersIn: 'The answers are in',
  minutes: (count) => `${count} minutes`,
  answerBy: 'Please answer by',
  send: 'Send our answers',
  personal: (city) => `You answer for ${city}. Whoever has this link can do so: please don’t pass it on.`,
  saved: (city) => `Thank you, ${city}’s answers are saved.`,
  left: (times) => `${times} of the times ${times === 1 ? 'has' : 'have'} no answer yet.`,
  changeable: (until) => `You can change them until ${until}.`,
  nothingChosen: 'Please choose an answer for at least one of the times.',
  picked: 'A time has been chosen.',
  closed: 'Answers are no longer taken.',
  withdrawn: 'This question was withdrawn',
  withdrawnMeans: 'None of these times will be chosen, and no answer is needed any more.',
  youWillHear: 'You will hear when the schedule is published.',
  answers: { good: 'Good', possible: 'Possible', cannot: 'Cannot' },
  noAnswer: 'No answer',
  note: 'Note, if you like',
  onDay: (time, day) => `${time} on ${day}`,
  withinDay: (city) => `within the day of ${city}`,
  unsocial: (hours, city) => `${hours} unsocial ${hours === 1 ? 'hour' : 'hours'} for ${city}`,
  invalid: 'This link does not work',
  invalidMeans: 'It is incomplete, or it was never given out. Open the link in your mail once more.',
  schedule: 'To the schedule',
};

const vi: PollWords = {
  suits: (city) => `Giờ nào thuận tiện cho ${city}?`,
  answersIn: 'Đã có đủ câu trả lời',
  minutes: (count) => `${count} phút`,
  answerBy: 'Xin trả lời trước',
  send: 'Gửi câu trả lời',
  personal: (city) =>
    `Quý vị trả lời thay mặt ${city}. Ai có liên kết này cũng trả lời được: xin đừng chuyển cho người khác.`,
  saved: (city) => `Xin cảm ơn, câu trả lời của ${city} đã được lưu.`,
  left: (times) => `Còn ${times} giờ chưa có câu trả lời.`,
  changeable: (until) => `Quý vị có thể thay đổi đến ${until}.`,
  nothingChosen: 'Xin chọn câu trả lời cho ít nhất một giờ.',
  picked: 'Giờ đã được chọn.',
  closed: 'Thời hạn trả lời đã hết.',
  withdrawn: 'Câu hỏi này đã được rút lại',
  withdrawnMeans: 'Sẽ không có giờ nào trong số này được chọn và quý vị không cần trả lời nữa.',
  youWillHear: 'Quý vị sẽ được báo khi lịch trình được công bố.',
  answers: { good: 'Thuận tiện', possible: 'Có thể', cannot: 'Không thể' },
  noAnswer: 'Chưa trả lời',
  note: 'Ghi chú, nếu muốn',
  onDay: (time, day) => `${time} ${day}`,
  withinDay: (city) => `trong giờ ban ngày của ${city}`,
  unsocial: (hours, city) => `${hours} giờ bất tiện cho ${city}`,
  invalid: 'Liên kết này không dùng được',
  invalidMeans: 'Liên kết không đầy đủ hoặc chưa từng được cấp. Xin mở lại liên kết trong thư.',
  schedule: 'Xem lịch trình',
};

const ja: PollWords = {
  suits: (city) => `${city}のご都合をお聞かせください`,
  answersIn: '回答は締め切られました',
  minutes: (count) => `${count} 分`,
  answerBy: 'ご回答期限：',
  send: '回答を送る',
  personal: (city) =>
    `${city}を代表してのご回答となります。このリンクがあればどなたでも回答できますので、ほかの方には転送しないでください。`,
  saved: (city) => `${city}の回答を保存しました。ありがとうございます。`,
  left: (times) => `未回答の時刻が ${times} 件あります。`,
  changeable: (until) => `${until}まで変更できます。`,
  nothingChosen: '少なくとも 1 つの時刻について回答をお選びください。',
  picked: '時刻が決まりました。',
  closed: '回答の受け付けは終了しました。',
  withdrawn: 'このお伺いは取り下げられました',
  withdrawnMeans: 'これらの時間から選ばれることはなく、ご回答は不要になりました。',
  youWillHear: 'スケジュールが公開されましたらお知らせします。',
  answers: { good: '都合がよい', possible: '可能', cannot: '不可' },
  noAnswer: '未回答',
  note: 'ひとこと（任意）',
  onDay: (time, day) => `${day} ${time}`,
  withinDay: (city) => `${city}の日中`,
  unsocial: (hours, city) => `${city}には不便な時間帯 ${hours} 時間`,
  invalid: 'このリンクは使えません',
  invalidMeans: 'リンクが途中で切れているか、発行されていません。メールのリンクをもう一度お開きください。',
  schedule: 'スケジュールへ',
};

const it: PollWords = {
  suits: (city) => `Quale orario va bene per ${city}?`,
  answersIn: 'Le risposte sono raccolte',
  minutes: (count) => `${count} minuti`,
  answerBy: 'Si prega di rispondere entro:',
  send: 'Inviare le risposte',
  personal: (city) =>
    `Questa è la risposta di ${city}. Chiunque abbia il link può darla: si prega di non inoltrarlo.`,
  saved: (city) => `Grazie, le risposte di ${city} sono salvate.`,
  left: (times) => `${times === 1 ? 'Un orario è' : `${times} orari sono`} ancora senza risposta.`,
  changeable: (until) => `Si possono cambiare fino a: ${until}.`,
  nothingChosen: 'Si prega di scegliere una risposta per almeno un orario.',
  picked: 'L’orario è stato scelto.',
  closed: 'Non si accettano più risposte.',
  withdrawn: 'Questa domanda è stata ritirata',
  withdrawnMeans: 'Nessuno di questi orari sarà scelto e non serve più rispondere.',
  youWillHear: 'Seguirà un messaggio quando il programma sarà pubblicato.',
  answers: { good: 'Va bene', possible: 'Possibile', cannot: 'Non possibile' },
  noAnswer: 'Nessuna risposta',
  note: 'Nota, se si desidera',
  onDay: (time, day) => `${day}, ${time}`,
  withinDay: (city) => `nelle ore diurne di ${city}`,
  unsocial: (hours, city) => `${hours} ${hours === 1 ? 'ora scomoda' : 'ore scomode'} per ${city}`,
  invalid: 'Questo link non funziona',
  invalidMeans: 'È incompleto o non è mai stato inviato. Si prega di aprire di nuovo il link nel messaggio.',
  schedule: 'Al programma',
};

const kn: PollWords = {
  suits: (city) => `${city} ನಗರಕ್ಕೆ ಯಾವ ಸಮಯ ಅನುಕೂಲ?`,
  answersIn: 'ಉತ್ತರಗಳು ಬಂದಿವೆ',
  minutes: (count) => `${count} ನಿಮಿಷ`,
  answerBy: 'ದಯವಿಟ್ಟು ಉತ್ತರಿಸಿ. ಕೊನೆಯ ಸಮಯ:',
  send: 'ಉತ್ತರಗಳನ್ನು ಕಳುಹಿಸಿ',
  personal: (city) =>
    `ನೀವು ${city} ನಗರದ ಪರವಾಗಿ ಉತ್ತರಿಸುತ್ತೀರಿ. ಈ ಲಿಂಕ್ ಇರುವ ಯಾರಾದರೂ ಉತ್ತರಿಸಬಹುದು: ದಯವಿಟ್ಟು ಇತರರಿಗೆ ಕಳುಹಿಸಬೇಡಿ.`,
  saved: (city) => `ಧನ್ಯವಾದಗಳು, ${city} ನಗರದ ಉತ್ತರಗಳನ್ನು ಉಳಿಸಲಾಗಿದೆ.`,
  left: (times) => `ಇನ್ನೂ ಉತ್ತರಿಸದ ಸಮಯಗಳು: ${times}.`,
  changeable: (until) => `ಉತ್ತರಗಳನ್ನು ಬದಲಿಸಬಹುದು. ಕೊನೆಯ ಸಮಯ: ${until}.`,
  nothingChosen: 'ದಯವಿಟ್ಟು ಕನಿಷ್ಠ ಒಂದು ಸಮಯಕ್ಕೆ ಉತ್ತರ ಆಯ್ಕೆಮಾಡಿ.',
  picked: 'ಸಮಯವನ್ನು ಆಯ್ಕೆಮಾಡಲಾಗಿದೆ.',
  closed: 'ಇನ್ನು ಉತ್ತರಗಳನ್ನು ಸ್ವೀಕರಿಸುವುದಿಲ್ಲ.',
  withdrawn: 'ಈ ಪ್ರಶ್ನೆಯನ್ನು ಹಿಂತೆಗೆದುಕೊಳ್ಳಲಾಗಿದೆ',
  withdrawnMeans: 'ಈ ಸಮಯಗಳಲ್ಲಿ ಯಾವುದನ್ನೂ ಆಯ್ಕೆ ಮಾಡುವುದಿಲ್ಲ; ಇನ್ನು ಉತ್ತರಿಸುವ ಅಗತ್ಯವಿಲ್ಲ.',
  youWillHear: 'ವೇಳಾಪಟ್ಟಿ ಪ್ರಕಟವಾದಾಗ ನಿಮಗೆ ತಿಳಿಸುತ್ತೇವೆ.',
  answers: { good: 'ಅನುಕೂಲ', possible: 'ಸಾಧ್ಯ', cannot: 'ಸಾಧ್ಯವಿಲ್ಲ' },
  noAnswer: 'ಉತ್ತರವಿಲ್ಲ',
  note: 'ಟಿಪ್ಪಣಿ (ಬೇಕಿದ್ದರೆ)',
  onDay: (time, day) => `${day}, ${time}`,
  withinDay: (city) => `${city} ನಗರದ ಹಗಲಿನಲ್ಲಿ`,
  unsocial: (hours, city) => `${city} ನಗರಕ್ಕೆ ಅನಾನುಕೂಲ ಗಂಟೆಗಳು: ${hours}`,
  invalid: 'ಈ ಲಿಂಕ್ ಕೆಲಸ ಮಾಡುವುದಿಲ್ಲ',
  invalidMeans: 'ಲಿಂಕ್ ಅಪೂರ್ಣವಾಗಿದೆ ಅಥವಾ ನೀಡಿರಲಿಲ್ಲ. ನಿಮ್ಮ ಪತ್ರದ ಲಿಂಕನ್ನು ಮತ್ತೆ ತೆರೆಯಿರಿ.',
  schedule: 'ವೇಳಾಪಟ್ಟಿಗೆ',
};

const WORDS: Record<string, PollWords> = { en, vi, ja, it, kn };
export const POLL_LANGUAGES = Object.keys(WORDS);

/** The words in the first of these languages that we have; English else. */
export function pollWords(languages: readonly string[]): { language: string; words: PollWords } {
  const known = languages.map((tag) => tag.split('-')[0]!.toLowerCase()).find((tag) => WORDS[tag]);
  const language = known ?? 'en';
  return { language, words: WORDS[language]! };
}
