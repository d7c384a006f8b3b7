import type { Catalogue } from './messages.js';

export const vi: Catalogue = {
  greeting: 'Kính gửi {name},',
  'your-time': 'Giờ của quý vị',
  'time-in': 'Tại {city}',
  'open-meridian': 'Mở Meridian',
  'open-session': 'Xem phiên',
  'footer.seat': 'Quý vị nhận được thư này vì đang có, đã có hoặc đang chờ một chỗ trong phiên này.',
  'footer.role':
    'Quý vị nhận được thư này vì là người tổ chức chương trình này hoặc là đầu mối liên lạc của một thành phố tham gia.',
  'footer.speaker': 'Quý vị nhận được thư này vì có tên trong danh sách diễn giả của phiên này.',
  'footer.former-speaker': 'Quý vị nhận được thư này vì đã có tên trong danh sách diễn giả của phiên này.',
  'footer.preferences': 'Chọn thư quý vị muốn nhận',
  'footer.sign-in': 'Quý vị nhận được thư này vì có người yêu cầu đăng nhập bằng địa chỉ này.',

  'label.event': 'Sự kiện',
  'label.place': 'Địa điểm',
  'label.seat': 'Chỗ',
  'label.time-before': 'Trước khi thay đổi',
  'label.new-time': 'Giờ mới',
  'label.reason': 'Lý do',
  'label.message': 'Lời nhắn của ban tổ chức',
  'label.without-answer': 'Nếu không trả lời',
  'label.takes-part-by': 'Hình thức tham gia',
  'label.now': 'Hiện tại',
  'label.proposed': 'Đề xuất',
  'label.unsocial-hours': 'Giờ bất tiện',
  'label.usually': 'Thường lệ',
  'label.this-time': 'Lần này',
  'label.online-seats': 'Chỗ trực tuyến',
  'label.in-person-seats': 'Chỗ tại hội trường',
  'label.seats-kept': 'Số chỗ được giữ',
  'label.not-answered': 'Chưa trả lời',

  'sign-in.subject': 'Đăng nhập Meridian',
  'sign-in.body':
    'Quý vị đăng nhập bằng liên kết này. Liên kết dùng được một lần, trong vòng {n, plural, other {# phút}}.\nNếu quý vị không yêu cầu, xin bỏ qua thư này: không có liên kết thì không có gì xảy ra.',
  'sign-in.button': 'Đăng nhập',
  'sign-in.seat.subject':
    '{hold, select, held {Xác nhận chỗ của quý vị} other {Xác nhận đăng ký chỗ}}: {title}',
  'sign-in.seat.body':
    '{hold, select, held {Một chỗ trong “{title}” được giữ cho quý vị trong {n, plural, other {# phút}}. Xin quý vị đăng nhập bằng liên kết này trong thời gian đó để nhận chỗ.} other {Quý vị đã đăng ký chỗ trong “{title}”, nhưng chưa có chỗ để giữ. Xin quý vị đăng nhập bằng liên kết này trong vòng {n, plural, other {# phút}}: quý vị sẽ nhận chỗ nếu lúc đó còn trống, nếu không thì vào danh sách chờ.}}\nLiên kết dùng được một lần. Nếu quý vị không yêu cầu, xin bỏ qua thư này: không có liên kết thì không có gì xảy ra.',
  'sign-in.seat.button': '{hold, select, held {Đăng nhập và nhận chỗ} other {Đăng nhập và đăng ký chỗ}}',

  'seat.modes':
    '{seats, select, both {Tại hội trường và trực tuyến} online {Trực tuyến} other {Tại hội trường}}',
  'seat-confirmed.subject': 'Chỗ của quý vị: {title}',
  'seat-confirmed.label': 'Chỗ của quý vị đã được xác nhận',
  'seat-confirmed.body':
    'Quý vị đã có chỗ trong phiên này.{reminder, select, ahead { Chúng tôi sẽ nhắc quý vị trước khi phiên bắt đầu.} other {}}',
  'seat-waiting.subject': 'Trong danh sách chờ: {title}',
  'seat-waiting.label': 'Quý vị đang ở trong danh sách chờ',
  'seat-waiting.body':
    'Hiện chưa có chỗ cho quý vị. Chỗ trống sẽ được dành cho người chờ theo thứ tự đăng ký; chúng tôi sẽ viết thư ngay khi có chỗ cho quý vị.',
  'seat-offered.subject': 'Có chỗ cho quý vị: {title}',
  'seat-offered.label': 'Một chỗ đang được giữ cho quý vị',
  'seat-offered.body':
    'Một chỗ vừa trống, và chúng tôi giữ cho quý vị đến {until}.\nXin quý vị đăng nhập bằng địa chỉ này và nhận chỗ trước thời điểm đó; sau đó chỗ sẽ được dành cho người chờ tiếp theo.',
  'seat-offered.soon.body':
    'Một chỗ vừa trống, và chúng tôi đang giữ cho quý vị.\nXin quý vị sớm đăng nhập bằng địa chỉ này và nhận chỗ; nếu không, chỗ sẽ được dành cho người chờ tiếp theo.',
  'seat-promoted.subject': 'Quý vị đã có chỗ: {title}',
  'seat-promoted.label': 'Một chỗ vừa trống và nay là của quý vị',
  'seat-promoted.body':
    'Quý vị đã ở trong danh sách chờ; nay quý vị đã có chỗ.\nNếu không thể tham dự, xin quý vị hủy chỗ để người chờ tiếp theo được nhận.',
  'seat-expired.subject': 'Không còn giữ chỗ: {title}',
  'seat-expired.label': 'Chỗ không còn được giữ cho quý vị',
  'seat-expired.body':
    'Thời hạn nhận chỗ đã qua, và chỗ đã được trả lại.\nNếu vẫn muốn tham dự, xin quý vị đăng ký lại.',
  'seat-lapsed.subject': 'Chỗ đã được nhường lại: {title}',
  'seat-lapsed.label': 'Chỗ của quý vị đã được dành cho người đang chờ',
  'seat-lapsed.body':
    'Phiên đã bắt đầu mà quý vị chưa vào, nên chỗ đã được dành cho người đang chờ. Chúng tôi rất tiếc vì quý vị vắng mặt.',
  'seat-back-to-waiting.subject': 'Trở lại danh sách chờ: {title}',
  'seat-back-to-waiting.label': 'Quý vị lại ở trong danh sách chờ',
  'seat-back-to-waiting.body':
    'Số chỗ phải giảm bớt, và chỗ của quý vị không còn nữa. Chúng tôi rất tiếc.\nQuý vị đang ở trong danh sách chờ, và chúng tôi sẽ viết thư ngay khi có chỗ cho quý vị.',
  'seat-cancelled.subject': 'Chỗ của quý vị đã bị hủy: {title}',
  'seat-cancelled.label': 'Chỗ của quý vị đã bị hủy',
  'seat-cancelled.body':
    'Ban tổ chức buộc phải hủy chỗ của quý vị, hoặc vị trí của quý vị trong danh sách chờ. Chúng tôi rất tiếc.',
  'seat-given-up.subject': 'Quý vị đã trả lại chỗ: {title}',
  'seat-given-up.label': 'Quý vị đã trả lại chỗ',
  'seat-given-up.body':
    'Chỗ của quý vị đã được trả lại, và phiên được gỡ khỏi lịch của quý vị.\nNếu vẫn muốn tham dự, xin quý vị đăng ký lại.',

  'reminder.subject':
    'Lời nhắc: {title} {when, select, begun {đã bắt đầu} minutes {bắt đầu sau {n, plural, other {# phút}}} today {bắt đầu hôm nay lúc {time}} tomorrow {bắt đầu ngày mai lúc {time}} weekday {bắt đầu vào {date} lúc {time}} other {bắt đầu sau {n, plural, other {# ngày}}}}',
  'reminder.label': 'Lời nhắc',
  'reminder.body':
    'Phiên {when, select, begun {đã bắt đầu} minutes {bắt đầu sau {n, plural, other {# phút}}} today {bắt đầu hôm nay lúc {time}} tomorrow {bắt đầu ngày mai lúc {time}} weekday {bắt đầu vào {date} lúc {time}} other {bắt đầu sau {n, plural, other {# ngày}}}}.',
  'reminder.waiting': 'Quý vị vẫn đang trong danh sách chờ.',
  'reminder.delegate': 'Quý vị tham dự với tư cách đại biểu của {city}.',
  'reminder.role':
    '{role, select, speaker {Quý vị là diễn giả của phiên này.} liaison {Quý vị là đầu mối liên lạc của một thành phố tham gia; dưới đây là tình hình hiện tại.} other {Quý vị thuộc ban tổ chức; dưới đây là tình hình của các thành phố.}}',
  'reminder.also': 'Quý vị còn có {n, plural, other {# phiên}} nữa sắp diễn ra:',
  'join-link.subject': 'Liên kết tham gia của quý vị: {title}',
  'join-link.label': 'Liên kết tham gia của quý vị',
  'join-link.body':
    'Quý vị vào phiên bằng nút bên dưới. Liên kết này chỉ dành riêng cho quý vị; xin đừng chuyển cho người khác.',
  'join.button': 'Tham gia phiên',
  'time-changed.subject': 'Giờ mới: {title}',
  'time-changed.label': 'Giờ mới',
  'time-changed.body':
    '{seat, select, waiting {Thời gian của phiên này đã thay đổi; dưới đây là giờ mới. Quý vị vẫn ở trong danh sách chờ.\nNếu giờ mới không phù hợp, xin quý vị rời danh sách chờ.} speaking {Thời gian của phiên mà quý vị là diễn giả đã thay đổi; dưới đây là giờ mới. Tệp lịch đính kèm sẽ dời mục trong lịch của quý vị.\nNếu giờ mới không phù hợp, xin quý vị báo cho ban tổ chức.} other {Thời gian của phiên này đã thay đổi; dưới đây là giờ mới. Tệp lịch đính kèm sẽ dời mục trong lịch của quý vị.\nNếu giờ mới không phù hợp, xin quý vị hủy chỗ để người khác được nhận.}}',
  'time-changed.end.subject': 'Giờ kết thúc mới: {title}',
  'time-changed.end.label': 'Giờ kết thúc mới',
  'time-changed.end.body':
    'Phiên này có giờ kết thúc mới: {time}, {earlier, select, earlier {sớm hơn} other {muộn hơn}} trước. Giờ bắt đầu không thay đổi.{entry, select, calendar { Tệp lịch đính kèm sẽ cập nhật mục trong lịch của quý vị.} waiting { Quý vị vẫn ở trong danh sách chờ.} other {}}',
  'place-changed.subject': 'Địa điểm mới: {title}',
  'place-changed.label': 'Địa điểm mới',
  'place-changed.body':
    'Phiên này nay diễn ra tại: {place}.{still, select, same { Thời gian không thay đổi.} other {}}',
  'session-cancelled.subject': 'Đã hủy: {title}',
  'session-cancelled.label': 'Đã hủy',
  'session-cancelled.body': 'Phiên này sẽ không diễn ra. Chúng tôi rất tiếc.',
  'session-delayed.subject': 'Bắt đầu muộn hơn: {title}',
  'session-delayed.label': '{n, plural, other {Bắt đầu muộn # phút}}',
  'session-delayed.body':
    'Phiên bắt đầu muộn hơn dự kiến {n, plural, other {# phút}}; dưới đây là giờ mới.{entry, select, link { Liên kết tham gia của quý vị không thay đổi.} waiting { Quý vị vẫn ở trong danh sách chờ.} other {}}',
  'technical-problem.subject': 'Sự cố kỹ thuật: {title}',
  'technical-problem.label': 'Sự cố kỹ thuật',
  'technical-problem.body':
    'Phiên đang gặp sự cố kỹ thuật, và chúng tôi đang khắc phục. Liên kết tham gia của quý vị không thay đổi: xin thử lại sau vài phút.',
  'recording.subject': 'Bản ghi hình: {title}',
  'recording.label': 'Đã có bản ghi hình',
  'recording.body': 'Nay quý vị có thể xem phiên này vào giờ thuận tiện cho mình.',
  'recording.button': 'Xem bản ghi hình',

  'speaker-invited.subject': 'Kính mời quý vị làm diễn giả: {title}',
  'speaker-invited.label': 'Thư mời diễn giả',
  'speaker-invited.body':
    'Kính mời quý vị làm diễn giả của phiên này. Tệp lịch đính kèm ghi thời gian của phiên; nếu thời gian thay đổi, chúng tôi sẽ báo cho quý vị.\nNếu không thể tham dự, xin quý vị sớm báo cho ban tổ chức.',
  'speaker-removed.subject': 'Không còn là diễn giả: {title}',
  'speaker-removed.label': 'Quý vị không còn là diễn giả của phiên này',
  'speaker-removed.body':
    'Quý vị không còn trong danh sách diễn giả của phiên này.{seat, select, seated { Chỗ của quý vị vẫn được giữ.} other { Tệp lịch đính kèm gỡ phiên khỏi lịch của quý vị.}}\nNếu có điều chưa rõ, xin quý vị hỏi ban tổ chức.',

  'city-invited.subject': '{city} được mời: {event}',
  'city-invited.label': 'Lời mời tới {city}',
  'city-invited.body':
    '{host} đăng cai {event} và rất mong {city} tham gia với tư cách thành phố đối tác.\nXin trả lời trước {until}; quý vị cũng có thể nhận lời một phần hoặc xin thêm thời gian.',
  'city-invited.dates': '{from} – {to}',
  'takes-part-by':
    '{mode, select, input {gửi đóng góp} delegation {cử đại biểu} other {tham gia trực tuyến}}',
  'city-answered.subject':
    '{city} {answer, select, accepted {tham gia} tentative {có thể tham gia} declined {không tham gia} withdrawn {không tham gia nữa} other {được mời}}: {event}',
  'city-answered.label': 'Trả lời từ {city}',
  'city-answered.body':
    '{answer, select, accepted {{city} đã nhận lời mời tham gia {event}.} tentative {{city} tạm nhận lời mời tham gia {event}.} declined {{city} đã từ chối lời mời tham gia {event}.} withdrawn {{city} đã rút khỏi {event}.} other {{city} được mời tham gia {event}.}}',
  'event-cancelled.subject': 'Đã hủy: {event}',
  'event-cancelled.label': 'Sự kiện đã bị hủy',
  'event-cancelled.body':
    '{event} tại {host} sẽ không diễn ra. Chúng tôi rất tiếc.{answer, select, accepted { Xin cảm ơn {city} đã nhận lời tham gia.} other { {city} không cần trả lời nữa.}}',
  'delegates-to-name.subject': 'Đại biểu của {city}: {event}',
  'delegates-to-name.label': 'Cần cử đại biểu',
  'delegates-to-name.body':
    'Xin cảm ơn: {city} cử đại biểu tới {event}, bắt đầu ngày {from}.\nXin quý vị thống nhất danh sách đại biểu và báo tên cho ban tổ chức.',
  'names-asked.subject': 'Cần cử đại biểu của {city}: {title}',
  'names-asked.label': 'Cần cử đại biểu',
  'names-asked.body':
    '{n, plural, other {# chỗ}} được giữ cho đoàn đại biểu của {city}. Xin quý vị báo tên người tham dự trước {until}; sau đó những chỗ chưa có tên sẽ được dành cho người khác.',
  'names-due.subject': '{n, plural, other {# chỗ}} của {city} chưa có tên: {title}',
  'names-due.label': 'Sắp đến hạn báo tên',
  'names-due.body':
    '{n, plural, other {# chỗ}} của đoàn đại biểu {city} chưa có tên. Xin quý vị báo tên người tham dự trước {until}; sau đó những chỗ này sẽ được dành cho người khác.',
  'input-asked.subject': 'Đóng góp của {city}: {event}',
  'input-asked.label': 'Mời gửi đóng góp',
  'input-asked.body':
    'Xin cảm ơn: {city} gửi đóng góp cho {event}, bắt đầu ngày {from}: đề xuất, câu hỏi, bài viết, tác phẩm hoặc bài giới thiệu.\nXin quý vị báo cho ban tổ chức biết nội dung dự kiến.',
  'times-asked.subject': 'Giờ nào thuận tiện cho {city}? {title}',
  'times-asked.label': 'Giờ nào thuận tiện cho {city}?',
  'times-asked.body':
    'Ban tổ chức muốn biết giờ nào dưới đây thuận tiện cho {city} để tổ chức “{title}”. Xin trả lời trước {until}; đến lúc đó quý vị vẫn có thể đổi câu trả lời.',
  'times-asked.button': 'Trả lời tất cả',
  'times-asked.good': 'Thuận tiện',
  'times-asked.possible': 'Có thể',
  'times-asked.cannot': 'Không thể',
  'change-proposed.subject': 'Đề xuất thay đổi: {title}',
  'change-proposed.subject-many': 'Đề xuất thay đổi: {title} và {n, plural, other {# phiên khác}}',
  'change-proposed.label': 'Đề xuất thay đổi',
  'change-proposed.body':
    'Ban tổ chức đề xuất {n, plural, =1 {giờ mới cho phiên này} other {giờ mới cho # phiên}} và mong {city} đồng ý. Xin trả lời trước {until}: chấp nhận, đề xuất giờ khác, hoặc chọn “chúng tôi chỉ xem bản ghi hình”.',
  'change-proposed.silence': '{silence, select, accept {Được coi là đồng ý} other {Được coi là từ chối}}',
  'change-proposed.time-in': 'Giờ đề xuất tại {city}',
  'change-decided.subject':
    '{ending, select, agreed {Thay đổi được chấp thuận} decided {Thay đổi đã được quyết định} countered {Có đề xuất giờ khác} refused {Thay đổi không được chấp thuận} stale {Đề xuất thay đổi không còn phù hợp} other {Đề xuất thay đổi đã được rút lại}}: {title}',
  'change-decided.label':
    '{ending, select, agreed {Thay đổi được chấp thuận} decided {Ban tổ chức đã quyết định thay đổi} countered {Có đề xuất giờ khác} refused {Thay đổi không được chấp thuận} stale {Đề xuất không còn phù hợp} other {Đề xuất đã được rút lại}}',
  'change-decided.body':
    '{ending, select, agreed {{n, plural, =1 {Phiên nay có giờ mới. Những người có chỗ đang được thông báo.} other {# phiên nay có giờ mới. Những người có chỗ đang được thông báo.}}} decided {Ban tổ chức đã quyết định mà không chờ đủ câu trả lời. {n, plural, =1 {Phiên nay có giờ mới. Những người có chỗ đang được thông báo.} other {# phiên nay có giờ mới. Những người có chỗ đang được thông báo.}}} countered {Không phải thành phố nào cũng đồng ý: có đề xuất giờ khác. {n, plural, =1 {Phiên giữ nguyên giờ cũ.} other {# phiên giữ nguyên giờ cũ.}}} refused {Không phải thành phố nào cũng trả lời đúng hạn, và ở đây không trả lời được coi là từ chối. {n, plural, =1 {Phiên giữ nguyên giờ cũ.} other {# phiên giữ nguyên giờ cũ.}}} stale {{n, plural, =1 {Phiên đã được thay đổi} other {Trong # phiên, có phiên đã được thay đổi}} hoặc hủy sau khi đề xuất được đưa ra, nên đề xuất không còn hiệu lực. Đề xuất không làm thay đổi điều gì.} other {Ban tổ chức đã rút lại đề xuất. {n, plural, =1 {Phiên giữ nguyên giờ cũ.} other {# phiên giữ nguyên giờ cũ.}}}}',
  'change-decided.other-time': '{city} đề xuất',
  'change-decided.cancelled': 'Đã hủy',
  'answer-due.subject': '{city} chưa trả lời: {title}',
  'answer-due.label': 'Đang chờ câu trả lời',
  'answer-due.body':
    '{matter, select, move {Đề xuất thay đổi cho “{title}” vẫn đang chờ câu trả lời của {city}.} poll {Câu hỏi giờ nào thuận tiện cho {city} để tổ chức “{title}” vẫn đang chờ câu trả lời.} other {Lời mời tham gia {title} vẫn đang chờ câu trả lời của {city}.}}\nXin trả lời trước {until}.',

  'divergence-warning.subject': 'Giờ các nơi lệch nhau: {title}',
  'divergence-warning.label': 'Giờ các nơi lệch nhau',
  'divergence-warning.body':
    'Các nơi không đổi giờ cùng một ngày. {n, plural, =1 {Một buổi của “{title}”} other {# buổi của “{title}”}} sẽ rơi vào giờ khác thường lệ ở một số thành phố.\nXin chọn: giữ giờ của thành phố chủ nhà, hoặc giữ nguyên thời điểm và đổi giờ của thành phố chủ nhà.',
  'divergence-warning.shift':
    '{earlier, select, earlier {sớm hơn {n, plural, other {# phút}}} other {muộn hơn {n, plural, other {# phút}}}}',
  'run-of-show.subject': 'Diễn tiến ngày {date}: {event}',
  'run-of-show.label': 'Diễn tiến trong ngày',
  'run-of-show.body':
    '{n, plural, other {# phiên trong ngày này,}} kèm giờ địa phương và số chỗ của từng thành phố, cùng những ai chưa trả lời.',
  'run-of-show.first': 'Phiên đầu tiên, giờ của quý vị',
  'run-of-show.seats':
    '{n, plural, =0 {chưa có chỗ nào} other {# chỗ}}{waiting, plural, =0 {} other {, # người chờ}}',
  'run-of-show.elsewhere': 'Nơi khác',
  'run-of-show.invitation': '{city}: lời mời',
  'run-of-show.change': '{city}: đề xuất thay đổi',
  'run-of-show.speakers': 'Diễn giả: {list}',
  'digest.subject': '{programme}: tin mới, {date}',
  'digest.label': 'Tin mới',
  'digest.body': 'Những gì đã diễn ra trong {programme} từ sáng hôm qua.',
  'digest.seats':
    '{given, plural, =0 {Không có chỗ mới} other {# chỗ mới}}{queued, plural, =0 {} other {, # người vào danh sách chờ}}{freed, plural, =0 {} other {, # chỗ bị hủy}}',
  'digest.city':
    '{city} {answer, select, accepted {tham gia} tentative {có thể tham gia} declined {không tham gia} withdrawn {không tham gia nữa} other {được mời}}',
  'digest.change':
    '{outcome, select, applied {Thay đổi được chấp thuận} rejected {Thay đổi không được thực hiện} withdrawn {Đề xuất thay đổi đã được rút lại} other {Có đề xuất thay đổi}}',
  'digest.poll': '{city} đã trả lời giờ nào thuận tiện',
};
