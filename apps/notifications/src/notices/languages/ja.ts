import type { Catalogue } from './messages.js';

export const ja: Catalogue = {
  greeting: '{name} 様',
  'your-time': 'お手元の時刻',
  'time-in': '{city}時間',
  'open-meridian': 'Meridian を開く',
  'open-session': 'セッションを見る',
  'footer.seat':
    'このメールは、このセッションにお席をお持ちの方、お持ちだった方、キャンセル待ちの方にお送りしています。',
  'footer.role': 'このメールは、このプログラムの主催者または参加都市の連絡担当の方にお送りしています。',
  'footer.speaker': 'このメールは、このセッションの登壇者の方にお送りしています。',
  'footer.former-speaker': 'このメールは、このセッションの登壇者だった方にお送りしています。',
  'footer.preferences': '受け取るメールを選ぶ',
  'footer.sign-in': 'このメールは、このアドレスでのサインインのご依頼があったためお送りしています。',

  'label.event': 'イベント',
  'label.place': '会場',
  'label.seat': 'お席',
  'label.time-before': '変更前',
  'label.new-time': '新しい時刻',
  'label.reason': '理由',
  'label.message': '主催者より',
  'label.without-answer': 'ご回答がない場合',
  'label.takes-part-by': '参加の方法',
  'label.now': '現在',
  'label.proposed': '変更案',
  'label.unsocial-hours': '不便な時間帯',
  'label.usually': '通常',
  'label.this-time': '今回',
  'label.online-seats': 'オンライン席',
  'label.in-person-seats': '会場席',
  'label.seats-kept': 'お取り置きの席数',
  'label.not-answered': '未回答',

  'sign-in.subject': 'Meridian へのサインイン',
  'sign-in.body':
    'このリンクからサインインできます。リンクは 1 回限り、{n, plural, other {# 分}}以内に有効です。\nお心当たりのない場合は、このメールを破棄してください。リンクを使わない限り何も起こりません。',
  'sign-in.button': 'サインイン',
  'sign-in.seat.subject':
    '{hold, select, held {お席をご確定ください} other {お席のお申し込みをご確認ください}}：{title}',
  'sign-in.seat.body':
    '{hold, select, held {「{title}」のお席を{n, plural, other {# 分間}}お取り置きしています。その間にこのリンクからサインインされると、お席が確定します。} other {「{title}」のお席のお申し込みがありましたが、お取り置きできる席がありません。{n, plural, other {# 分}}以内にこのリンクからサインインしてください。その時点で空きがあればお席が確定し、なければキャンセル待ちとなります。}}\nリンクは 1 回限り有効です。お心当たりのない場合は、このメールを破棄してください。リンクを使わない限り何も起こりません。',
  'sign-in.seat.button': '{hold, select, held {サインインしてお席を確定} other {サインインして申し込む}}',

  'seat.modes': '{seats, select, both {会場とオンライン} online {オンライン} other {会場}}',
  'seat-confirmed.subject': 'お席のご案内：{title}',
  'seat-confirmed.label': 'お席が確定しました',
  'seat-confirmed.body':
    'このセッションのお席をご用意しました。{reminder, select, ahead {開始前にリマインダーをお送りします。} other {}}',
  'seat-waiting.subject': 'キャンセル待ち：{title}',
  'seat-waiting.label': 'キャンセル待ちです',
  'seat-waiting.body':
    'ただいまご案内できるお席がございません。空いたお席は、お申し込み順にお待ちの方へご案内します。お席をご用意でき次第、メールでお知らせします。',
  'seat-offered.subject': 'お席が空きました：{title}',
  'seat-offered.label': 'お席をお取り置きしています',
  'seat-offered.body':
    'お席が 1 つ空きました。{until}までお取り置きします。\n期限までに、このアドレスでサインインしてお受け取りください。期限を過ぎますと、次にお待ちの方へご案内します。',
  'seat-offered.soon.body':
    'お席が 1 つ空き、お取り置きしています。\nお早めに、このアドレスでサインインしてお受け取りください。お受け取りがない場合は、次にお待ちの方へご案内します。',
  'seat-promoted.subject': 'お席をご用意できました：{title}',
  'seat-promoted.label': 'お席をご用意できました',
  'seat-promoted.body':
    'キャンセル待ちでしたが、お席をご用意できました。\nご都合が悪くなりましたら、次にお待ちの方のためにお席をキャンセルしてください。',
  'seat-expired.subject': 'お取り置きの終了：{title}',
  'seat-expired.label': 'お席のお取り置きは終了しました',
  'seat-expired.body':
    'お受け取りの期限が過ぎたため、お席をお戻ししました。\n引き続きご参加をご希望の場合は、あらためてお申し込みください。',
  'seat-lapsed.subject': 'お席をお譲りしました：{title}',
  'seat-lapsed.label': 'お席をお待ちの方にお譲りしました',
  'seat-lapsed.body':
    'セッションが始まりましたがご入室がなかったため、お席をお待ちの方にお譲りしました。お会いできず残念です。',
  'seat-back-to-waiting.subject': 'ふたたびキャンセル待ち：{title}',
  'seat-back-to-waiting.label': 'ふたたびキャンセル待ちとなりました',
  'seat-back-to-waiting.body':
    '席数を減らすこととなり、お席をご用意できなくなりました。申し訳ございません。\nキャンセル待ちとしてお受けしています。お席をご用意でき次第、メールでお知らせします。',
  'seat-cancelled.subject': 'お席の取り消し：{title}',
  'seat-cancelled.label': 'お席が取り消されました',
  'seat-cancelled.body':
    '主催者の都合により、お席またはキャンセル待ちが取り消されました。申し訳ございません。',
  'seat-given-up.subject': 'お席をお戻ししました：{title}',
  'seat-given-up.label': 'お席をお戻ししました',
  'seat-given-up.body':
    'お席をお戻しし、セッションをカレンダーから取り除きます。\n引き続きご参加をご希望の場合は、あらためてお申し込みください。',

  'reminder.subject':
    'リマインダー：{title} {when, select, begun {が始まりました} minutes {まであと{n, plural, other {# 分}}です} today {は本日 {time} に始まります} tomorrow {は明日 {time} に始まります} weekday {は{date} {time} に始まります} other {まであと{n, plural, other {# 日}}です}}',
  'reminder.label': 'リマインダー',
  'reminder.body':
    '{when, select, begun {セッションが始まりました。} minutes {セッションの開始まであと{n, plural, other {# 分}}です。} today {セッションは本日 {time} に始まります。} tomorrow {セッションは明日 {time} に始まります。} weekday {セッションは{date} {time} に始まります。} other {セッションの開始まであと{n, plural, other {# 日}}です。}}',
  'reminder.waiting': 'お席は引き続きキャンセル待ちです。',
  'reminder.delegate': '{city}の代表者としてご参加いただきます。',
  'reminder.role':
    '{role, select, speaker {このセッションにご登壇いただきます。} liaison {ご担当の都市の現在の状況は次のとおりです。} other {各都市の現在の状況は次のとおりです。}}',
  'reminder.also': 'このほか、次の{n, plural, other {# 件}}のセッションが予定されています。',
  'join-link.subject': '参加用リンク：{title}',
  'join-link.label': '参加用リンクのご案内',
  'join-link.body':
    '下のボタンからセッションに参加できます。リンクはご本人専用です。ほかの方には転送しないでください。',
  'join.button': 'セッションに参加する',
  'time-changed.subject': '時刻の変更：{title}',
  'time-changed.label': '時刻が変わりました',
  'time-changed.body':
    '{seat, select, waiting {このセッションの時刻が変わりました。新しい時刻は次のとおりです。キャンセル待ちは続いています。\nご都合が合わない場合は、キャンセル待ちを取り消してください。} speaking {ご登壇いただくセッションの時刻が変わりました。新しい時刻は次のとおりです。添付のカレンダーファイルで予定が移動します。\nご都合が合わない場合は、主催者までお知らせください。} other {このセッションの時刻が変わりました。新しい時刻は次のとおりです。添付のカレンダーファイルで予定が移動します。\nご都合が合わない場合は、ほかの方のためにお席をキャンセルしてください。}}',
  'time-changed.end.subject': '終了時刻の変更：{title}',
  'time-changed.end.label': '終了時刻が変わりました',
  'time-changed.end.body':
    'このセッションの終了時刻が変わりました。新しい終了時刻は {time} で、これまでより{earlier, select, earlier {早く} other {遅く}}なります。開始時刻に変更はありません。{entry, select, calendar {添付のカレンダーファイルで予定が更新されます。} waiting {キャンセル待ちは続いています。} other {}}',
  'place-changed.subject': '会場の変更：{title}',
  'place-changed.label': '会場が変わりました',
  'place-changed.body':
    'このセッションの会場は{place}に変わりました。{still, select, same {時刻に変更はありません。} other {}}',
  'session-cancelled.subject': '中止：{title}',
  'session-cancelled.label': '中止のお知らせ',
  'session-cancelled.body': 'このセッションは中止となりました。申し訳ございません。',
  'session-delayed.subject': '開始の遅れ：{title}',
  'session-delayed.label': '{n, plural, other {開始が # 分遅れます}}',
  'session-delayed.body':
    'セッションの開始が予定より{n, plural, other {# 分}}遅れます。新しい時刻は次のとおりです。{entry, select, link {参加用リンクに変更はありません。} waiting {キャンセル待ちは続いています。} other {}}',
  'technical-problem.subject': '技術的な問題：{title}',
  'technical-problem.label': '技術的な問題',
  'technical-problem.body':
    'セッションに技術的な問題が起きており、対応しています。参加用リンクに変更はありません。数分後にもう一度お試しください。',
  'recording.subject': '録画のご案内：{title}',
  'recording.label': '録画をご覧いただけます',
  'recording.body': 'このセッションの録画を、ご都合のよい時間にご覧いただけます。',
  'recording.button': '録画を見る',

  'speaker-invited.subject': 'ご登壇のお願い：{title}',
  'speaker-invited.label': 'ご登壇のお願い',
  'speaker-invited.body':
    'このセッションへのご登壇をお願いいたします。日時は添付のカレンダーファイルのとおりです。変更がある場合はお知らせします。\nご都合がつかない場合は、お早めに主催者までお知らせください。',
  'speaker-removed.subject': 'ご登壇の取り消し：{title}',
  'speaker-removed.label': 'ご登壇の予定はなくなりました',
  'speaker-removed.body':
    'このセッションへのご登壇の予定はなくなりました。{seat, select, seated {お席はそのままご利用いただけます。} other {添付のカレンダーファイルにより、予定がカレンダーから取り除かれます。}}\nご不明な点は、主催者までお問い合わせください。',

  'city-invited.subject': '{city}へのご招待：{event}',
  'city-invited.label': '{city}へのご招待',
  'city-invited.body':
    '{host}で{event}を開催します。{city}にパートナー都市としてご参加いただければ幸いです。\n{until}までにご回答ください。一部のみの参加や、ご回答期限の延長も承ります。',
  'city-invited.dates': '{from} – {to}',
  'takes-part-by':
    '{mode, select, input {インプットの提供} delegation {代表者の派遣} other {オンライン参加}}',
  'city-answered.subject':
    '{city}：{answer, select, accepted {参加} tentative {参加予定（仮）} declined {不参加} withdrawn {参加取りやめ} other {招待済み}}（{event}）',
  'city-answered.label': '{city}からの回答',
  'city-answered.body':
    '{answer, select, accepted {{city}が{event}への招待を受けました。} tentative {{city}が{event}への招待に仮の回答をしました。} declined {{city}が{event}への招待を辞退しました。} withdrawn {{city}が{event}への参加を取りやめました。} other {{city}は{event}に招待されています。}}',
  'event-cancelled.subject': '中止：{event}',
  'event-cancelled.label': 'イベント中止のお知らせ',
  'event-cancelled.body':
    '{host}での{event}は中止となりました。申し訳ございません。{answer, select, accepted {{city}のご参加のご意向に感謝申し上げます。} other {{city}からのご回答はもう必要ありません。}}',
  'delegates-to-name.subject': '{city}の代表者：{event}',
  'delegates-to-name.label': '代表者をお知らせください',
  'delegates-to-name.body':
    '{city}から、{from}に始まる{event}へ代表者を派遣していただけるとのこと、ありがとうございます。\n代表者をお決めのうえ、お名前を主催者までお知らせください。',
  'names-asked.subject': '{city}の代表者のお名前：{title}',
  'names-asked.label': '代表者をお知らせください',
  'names-asked.body':
    '{city}の代表団のために{n, plural, other {# 席}}をお取り置きしています。{until}までに、参加される方のお名前をお知らせください。期限を過ぎますと、お名前のない席はほかの方にご案内します。',
  'names-due.subject': '{city}の{n, plural, other {# 席}}にお名前がありません：{title}',
  'names-due.label': 'お名前の期限が近づいています',
  'names-due.body':
    '{city}の代表団のお席のうち{n, plural, other {# 席}}に、まだお名前がありません。{until}までに、参加される方のお名前をお知らせください。期限を過ぎますと、ほかの方にご案内します。',
  'input-asked.subject': '{city}からのインプット：{event}',
  'input-asked.label': 'インプットのお願い',
  'input-asked.body':
    '{city}から、{from}に始まる{event}へインプット（提案、質問、論文、作品、ピッチ）をいただけるとのこと、ありがとうございます。\nご予定の内容を主催者までお知らせください。',
  'times-asked.subject': '{city}のご都合のよい時刻：{title}',
  'times-asked.label': '{city}のご都合をお聞かせください',
  'times-asked.body':
    '「{title}」について、次の時刻のうち{city}のご都合のよいものをお知らせください。ご回答期限は{until}です。期限までは回答を変更できます。',
  'times-asked.button': 'まとめて回答する',
  'times-asked.good': '都合がよい',
  'times-asked.possible': '可能',
  'times-asked.cannot': '不可',
  'change-proposed.subject': '変更案：{title}',
  'change-proposed.subject-many': '変更案：{title}ほか{n, plural, other {# 件}}',
  'change-proposed.label': '変更案',
  'change-proposed.body':
    '主催者から{n, plural, =1 {このセッション} other {# 件のセッション}}の新しい時刻の案があり、{city}のご同意をお願いしています。{until}までに、承諾、別の時刻の提案、または「録画のみで参加」のいずれかでご回答ください。',
  'change-proposed.silence': '{silence, select, accept {同意とみなします} other {不同意とみなします}}',
  'change-proposed.time-in': '変更案の{city}時間',
  'change-decided.subject':
    '{ending, select, agreed {変更が決まりました} decided {変更が決定されました} countered {別の時刻の提案がありました} refused {変更は同意を得られませんでした} stale {変更案は無効になりました} other {変更案は取り下げられました}}：{title}',
  'change-decided.label':
    '{ending, select, agreed {変更が決まりました} decided {主催者が変更を決定しました} countered {別の時刻の提案がありました} refused {変更は同意を得られませんでした} stale {変更案は無効になりました} other {変更案は取り下げられました}}',
  'change-decided.body':
    '{ending, select, agreed {{n, plural, =1 {セッション} other {# 件のセッション}}が新しい時刻になりました。お席をお持ちの方全員にお知らせしています。} decided {主催者が、すべてのご回答を待たずに決定しました。{n, plural, =1 {セッション} other {# 件のセッション}}が新しい時刻になりました。お席をお持ちの方全員にお知らせしています。} countered {すべての都市の同意は得られず、別の時刻の提案がありました。{n, plural, =1 {セッション} other {# 件のセッション}}の時刻は変わりません。} refused {期限までに回答のない都市があり、この場合は不同意とみなされます。{n, plural, =1 {セッション} other {# 件のセッション}}の時刻は変わりません。} stale {{n, plural, =1 {セッション} other {# 件のセッションのいずれか}}が変更案の提示後に変更または中止されたため、変更案は無効になりました。この案による変更はありません。} other {主催者が変更案を取り下げました。{n, plural, =1 {セッション} other {# 件のセッション}}の時刻は変わりません。}}',
  'change-decided.other-time': '{city}の提案',
  'change-decided.cancelled': '中止',
  'answer-due.subject': '{city}のご回答をお待ちしています：{title}',
  'answer-due.label': 'ご回答のお願い',
  'answer-due.body':
    '{matter, select, move {「{title}」の変更案について、{city}のご回答をお待ちしています。} poll {「{title}」に{city}のご都合のよい時刻について、ご回答をお待ちしています。} other {{title}への招待について、{city}のご回答をお待ちしています。}}\n{until}までにご回答ください。',

  'divergence-warning.subject': '時差の変化：{title}',
  'divergence-warning.label': '都市間の時差が変わります',
  'divergence-warning.body':
    '夏時間の切り替え日は地域により異なります。「{title}」のうち{n, plural, other {# 回}}は、一部の都市で通常と異なる現地時刻になります。\n開催都市の時刻を保つか、同じ瞬間を保って開催都市の時刻を変えるかをお選びください。',
  'divergence-warning.shift':
    '{earlier, select, earlier {{n, plural, other {# 分早い}}} other {{n, plural, other {# 分遅い}}}}',
  'run-of-show.subject': '進行表 {date}：{event}',
  'run-of-show.label': '進行表',
  'run-of-show.body':
    'この日の{n, plural, other {# 件のセッション}}について、各都市の現地時刻と席数、未回答の相手をお知らせします。',
  'run-of-show.first': '最初のセッション（お手元の時刻）',
  'run-of-show.seats':
    '{n, plural, =0 {席なし} other {# 席}}{waiting, plural, =0 {} other {、キャンセル待ち # 名}}',
  'run-of-show.elsewhere': 'その他の地域',
  'run-of-show.invitation': '{city}：招待',
  'run-of-show.change': '{city}：変更案',
  'run-of-show.speakers': '登壇者：{list}',
  'digest.subject': '{programme}：新着情報 {date}',
  'digest.label': '新着情報',
  'digest.body': '昨日の朝からの{programme}の動きをお知らせします。',
  'digest.seats':
    '{given, plural, =0 {新しいお席なし} other {新しいお席 # 席}}{queued, plural, =0 {} other {、キャンセル待ち # 名}}{freed, plural, =0 {} other {、キャンセル # 件}}',
  'digest.city':
    '{city}：{answer, select, accepted {参加} tentative {参加予定（仮）} declined {不参加} withdrawn {参加取りやめ} other {招待済み}}',
  'digest.change':
    '{outcome, select, applied {変更が決まりました} rejected {変更は見送られました} withdrawn {変更案は取り下げられました} other {変更案が出されました}}',
  'digest.poll': '{city}がご都合のよい時刻を回答しました',
};
