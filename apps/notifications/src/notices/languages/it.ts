import type { Catalogue } from './messages.js';

export const it: Catalogue = {
  greeting: 'Gentile {name},',
  'your-time': 'Ora locale',
  'time-in': 'A {city}',
  'open-meridian': 'Aprire Meridian',
  'open-session': 'Vedere la sessione',
  'footer.seat': 'Questo messaggio è destinato a chi ha, ha avuto o attende un posto in questa sessione.',
  'footer.role':
    'Questo messaggio è destinato a chi organizza il programma o è referente di una città partecipante.',
  'footer.speaker': 'Questo messaggio è destinato a chi è relatore in questa sessione.',
  'footer.former-speaker': 'Questo messaggio è destinato a chi era relatore in questa sessione.',
  'footer.preferences': 'Scegliere quali e-mail ricevere',
  'footer.sign-in': 'Questo messaggio segue una richiesta di accesso con questo indirizzo.',

  'label.event': 'Evento',
  'label.place': 'Luogo',
  'label.seat': 'Posto',
  'label.time-before': 'Prima della modifica',
  'label.new-time': 'Nuovo orario',
  'label.reason': 'Motivo',
  'label.message': 'Dagli organizzatori',
  'label.without-answer': 'Senza risposta',
  'label.takes-part-by': 'Modo di partecipare',
  'label.now': 'Adesso',
  'label.proposed': 'Proposta',
  'label.unsocial-hours': 'Ore scomode',
  'label.usually': 'Di solito',
  'label.this-time': 'Questa volta',
  'label.online-seats': 'Posti online',
  'label.in-person-seats': 'Posti in presenza',
  'label.seats-kept': 'Posti riservati',
  'label.not-answered': 'Ancora senza risposta',

  'sign-in.subject': 'Accesso a Meridian',
  'sign-in.body':
    'Con questo link si accede a Meridian. È valido una sola volta, entro {n, plural, one {# minuto} other {# minuti}}.\nSe l’accesso non è stato richiesto, basta ignorare questo messaggio: senza il link non accade nulla.',
  'sign-in.button': 'Accedere',
  'sign-in.seat.subject':
    '{hold, select, held {Posto da confermare} other {Richiesta di un posto da confermare}}: {title}',
  'sign-in.seat.body':
    '{hold, select, held {Un posto in «{title}» è tenuto in serbo per Lei per {n, plural, one {# minuto} other {# minuti}}. Accedendo con questo link entro quel tempo, il posto è Suo.} other {È stato chiesto un posto in «{title}», ma non ce n’è uno da tenere in serbo. Accedendo con questo link entro {n, plural, one {# minuto} other {# minuti}} si ottiene un posto, se allora è libero, altrimenti si entra in lista d’attesa.}}\nIl link è valido una sola volta. Se non è stato richiesto, basta ignorare questo messaggio: senza il link non accade nulla.',
  'sign-in.seat.button':
    '{hold, select, held {Accedere e prendere il posto} other {Accedere e chiedere il posto}}',

  'seat.modes': '{seats, select, both {In presenza e online} online {Online} other {In presenza}}',
  'seat-confirmed.subject': 'Posto confermato: {title}',
  'seat-confirmed.label': 'Il posto è confermato',
  'seat-confirmed.body':
    'Un posto in questa sessione è riservato a Suo nome.{reminder, select, ahead { Prima dell’inizio seguirà un promemoria.} other {}}',
  'seat-waiting.subject': 'In lista d’attesa: {title}',
  'seat-waiting.label': 'In lista d’attesa',
  'seat-waiting.body':
    'Al momento non c’è un posto disponibile. I posti che si liberano vanno a chi attende, in ordine di richiesta; appena ce ne sarà uno seguirà un messaggio.',
  'seat-offered.subject': 'Un posto disponibile: {title}',
  'seat-offered.label': 'Un posto è tenuto in serbo',
  'seat-offered.body':
    'Si è liberato un posto, tenuto in serbo per Lei fino a {until}.\nSi prega di accedere con questo indirizzo e accettarlo entro quel momento; poi passa alla persona seguente in lista d’attesa.',
  'seat-offered.soon.body':
    'Si è liberato un posto, tenuto in serbo per Lei.\nSi prega di accedere presto con questo indirizzo e accettarlo; altrimenti passa alla persona seguente in lista d’attesa.',
  'seat-promoted.subject': 'Ora c’è un posto: {title}',
  'seat-promoted.label': 'Si è liberato un posto, ed è Suo',
  'seat-promoted.body':
    'Dopo la lista d’attesa, ora il posto è confermato.\nIn caso di impedimento si prega di annullarlo, affinché vada alla persona seguente.',
  'seat-expired.subject': 'Posto non più riservato: {title}',
  'seat-expired.label': 'Il posto non è più riservato',
  'seat-expired.body':
    'Il termine per accettare il posto è trascorso, e il posto è stato restituito.\nPer partecipare comunque, è possibile chiedere di nuovo un posto.',
  'seat-lapsed.subject': 'Posto ceduto: {title}',
  'seat-lapsed.label': 'Il posto è passato a chi attendeva',
  'seat-lapsed.body':
    'La sessione è iniziata senza il Suo ingresso, e il posto è passato a chi attendeva. Ci dispiace per l’assenza.',
  'seat-back-to-waiting.subject': 'Di nuovo in lista d’attesa: {title}',
  'seat-back-to-waiting.label': 'Di nuovo in lista d’attesa',
  'seat-back-to-waiting.body':
    'È stato necessario ridurre i posti, e il Suo non è più disponibile. Ci scusiamo.\nLa richiesta resta in lista d’attesa: appena ci sarà un posto seguirà un messaggio.',
  'seat-cancelled.subject': 'Posto annullato: {title}',
  'seat-cancelled.label': 'Il posto è stato annullato',
  'seat-cancelled.body':
    'Gli organizzatori hanno dovuto annullare il posto, o l’attesa di un posto. Ci scusiamo.',
  'seat-given-up.subject': 'Posto restituito: {title}',
  'seat-given-up.label': 'Il posto è stato restituito',
  'seat-given-up.body':
    'Il posto è stato restituito, e la sessione viene tolta dal calendario.\nPer partecipare comunque, è possibile chiedere di nuovo un posto.',

  'reminder.subject':
    'Promemoria: {title} {when, select, begun {è iniziata} minutes {inizia tra {n, plural, one {# minuto} other {# minuti}}} today {inizia oggi alle {time}} tomorrow {inizia domani alle {time}} weekday {inizia {date} alle {time}} other {inizia tra {n, plural, one {# giorno} other {# giorni}}}}',
  'reminder.label': 'Promemoria',
  'reminder.body':
    'La sessione {when, select, begun {è iniziata} minutes {inizia tra {n, plural, one {# minuto} other {# minuti}}} today {inizia oggi alle {time}} tomorrow {inizia domani alle {time}} weekday {inizia {date} alle {time}} other {inizia tra {n, plural, one {# giorno} other {# giorni}}}}.',
  'reminder.waiting': 'È ancora in lista d’attesa per un posto.',
  'reminder.delegate': 'Partecipa tra i delegati di {city}.',
  'reminder.role':
    '{role, select, speaker {Interviene in questa sessione come relatore.} liaison {È referente di una città partecipante: ecco la situazione attuale.} other {È tra gli organizzatori: ecco la situazione delle città.}}',
  'reminder.also':
    '{n, plural, one {La attende ancora una sessione} other {La attendono ancora # sessioni}}:',
  'join-link.subject': 'Il link per partecipare: {title}',
  'join-link.label': 'Il link per partecipare',
  'join-link.body':
    'Con il pulsante si entra nella sessione. Il link è personale: si prega di non inoltrarlo.',
  'join.button': 'Entrare nella sessione',
  'time-changed.subject': 'Nuovo orario: {title}',
  'time-changed.label': 'Nuovo orario',
  'time-changed.body':
    '{seat, select, waiting {L’orario di questa sessione è cambiato; ecco quello nuovo. La richiesta resta in lista d’attesa.\nSe il nuovo orario non va bene, si prega di lasciare la lista d’attesa.} speaking {L’orario di questa sessione, in cui interviene, è cambiato; ecco quello nuovo. Il file di calendario allegato sposta l’appuntamento.\nSe il nuovo orario non va bene, si prega di avvisare gli organizzatori.} other {L’orario di questa sessione è cambiato; ecco quello nuovo. Il file di calendario allegato sposta l’appuntamento.\nSe il nuovo orario non va bene, si prega di annullare il posto, affinché vada ad altri.}}',
  'time-changed.end.subject': 'Nuovo orario di fine: {title}',
  'time-changed.end.label': 'Nuovo orario di fine',
  'time-changed.end.body':
    'Questa sessione ha un nuovo orario di fine: {time}, {earlier, select, earlier {prima} other {più tardi}} di quanto previsto finora. L’inizio non è cambiato.{entry, select, calendar { Il file di calendario allegato aggiorna l’appuntamento.} waiting { La richiesta resta in lista d’attesa.} other {}}',
  'place-changed.subject': 'Nuovo luogo: {title}',
  'place-changed.label': 'Nuovo luogo',
  'place-changed.body':
    'Questa sessione si tiene ora qui: {place}.{still, select, same { L’orario non è cambiato.} other {}}',
  'session-cancelled.subject': 'Annullata: {title}',
  'session-cancelled.label': 'Sessione annullata',
  'session-cancelled.body': 'Questa sessione non avrà luogo. Ci scusiamo.',
  'session-delayed.subject': 'Inizio posticipato: {title}',
  'session-delayed.label': '{n, plural, one {Inizio # minuto più tardi} other {Inizio # minuti più tardi}}',
  'session-delayed.body':
    'La sessione inizia {n, plural, one {# minuto} other {# minuti}} più tardi del previsto; ecco il nuovo orario.{entry, select, link { Il link per partecipare resta lo stesso.} waiting { La richiesta resta in lista d’attesa.} other {}}',
  'technical-problem.subject': 'Problema tecnico: {title}',
  'technical-problem.label': 'Problema tecnico',
  'technical-problem.body':
    'La sessione ha un problema tecnico, a cui stiamo lavorando. Il link per partecipare resta lo stesso: si prega di riprovare tra qualche minuto.',
  'recording.subject': 'La registrazione: {title}',
  'recording.label': 'La registrazione è disponibile',
  'recording.body': 'Ora è possibile rivedere questa sessione all’ora preferita.',
  'recording.button': 'Guardare la registrazione',

  'speaker-invited.subject': 'Invito a intervenire: {title}',
  'speaker-invited.label': 'Invito a intervenire',
  'speaker-invited.body':
    'È invitato a intervenire in questa sessione. Il file di calendario allegato ne indica l’orario; se cambia, ne daremo notizia.\nIn caso di impedimento, si prega di avvisare presto gli organizzatori.',
  'speaker-removed.subject': 'Intervento annullato: {title}',
  'speaker-removed.label': 'L’intervento è annullato',
  'speaker-removed.body':
    'Il Suo nome non figura più tra i relatori di questa sessione.{seat, select, seated { Il posto resta confermato.} other { Il file di calendario allegato la toglie dal calendario.}}\nPer chiarimenti, si prega di rivolgersi agli organizzatori.',

  'city-invited.subject': 'Invito a {city}: {event}',
  'city-invited.label': 'Invito a {city}',
  'city-invited.body':
    '{host} ospita {event} e sarebbe lieta di avere {city} come città partner.\nSi prega di rispondere entro {until}; è possibile anche accettare in parte o chiedere più tempo.',
  'city-invited.dates': '{from} – {to}',
  'takes-part-by': '{mode, select, input {con contributi} delegation {con delegati} other {online}}',
  'city-answered.subject':
    '{city} {answer, select, accepted {partecipa} tentative {forse partecipa} declined {non partecipa} withdrawn {non partecipa più} other {è stata invitata}}: {event}',
  'city-answered.label': 'Risposta da {city}',
  'city-answered.body':
    '{answer, select, accepted {{city} ha accettato l’invito a {event}.} tentative {{city} ha risposto con riserva all’invito a {event}.} declined {{city} ha declinato l’invito a {event}.} withdrawn {{city} si è ritirata da {event}.} other {{city} è invitata a {event}.}}',
  'event-cancelled.subject': 'Annullato: {event}',
  'event-cancelled.label': 'Evento annullato',
  'event-cancelled.body':
    '{event} a {host} non avrà luogo. Ci scusiamo.{answer, select, accepted { Grazie a {city} per aver accettato di partecipare.} other { Non occorre più una risposta da {city}.}}',
  'delegates-to-name.subject': 'Delegati di {city}: {event}',
  'delegates-to-name.label': 'Delegati da nominare',
  'delegates-to-name.body':
    'Grazie: {city} invia delegati a {event}, che inizia il {from}.\nSi prega di sceglierli e di comunicarne i nomi agli organizzatori.',
  'names-asked.subject': 'Delegati di {city} da nominare: {title}',
  'names-asked.label': 'Delegati da nominare',
  'names-asked.body':
    '{n, plural, one {Un posto è riservato} other {# posti sono riservati}} alla delegazione di {city}. Si prega di comunicare chi viene entro {until}; dopo, i posti senza nome vanno ad altri.',
  'names-due.subject': '{n, plural, one {Un posto} other {# posti}} di {city} senza nome: {title}',
  'names-due.label': 'Mancano ancora dei nomi',
  'names-due.body':
    '{n, plural, one {Un posto della delegazione di {city} è} other {# posti della delegazione di {city} sono}} ancora senza nome. Si prega di comunicare chi viene entro {until}; dopo {n, plural, one {va} other {vanno}} ad altri.',
  'input-asked.subject': 'Contributi di {city}: {event}',
  'input-asked.label': 'Contributi richiesti',
  'input-asked.body':
    'Grazie: {city} dà contributi a {event}, che inizia il {from}: proposte, domande, articoli, opere o presentazioni.\nSi prega di comunicare agli organizzatori che cosa possono attendersi.',
  'times-asked.subject': 'Quale orario va bene per {city}? {title}',
  'times-asked.label': 'Quale orario va bene per {city}?',
  'times-asked.body':
    'Gli organizzatori chiedono quali di questi orari vanno bene per {city} per «{title}». Si prega di rispondere entro {until}; fino ad allora la risposta si può cambiare.',
  'times-asked.button': 'Rispondere a tutti',
  'times-asked.good': 'Va bene',
  'times-asked.possible': 'Possibile',
  'times-asked.cannot': 'Non possibile',
  'change-proposed.subject': 'Proposta di modifica: {title}',
  'change-proposed.subject-many':
    'Proposta di modifica: {title} e {n, plural, one {un’altra sessione} other {altre # sessioni}}',
  'change-proposed.label': 'Proposta di modifica',
  'change-proposed.body':
    'Gli organizzatori propongono {n, plural, one {un nuovo orario per questa sessione} other {nuovi orari per # sessioni}} e chiedono il consenso di {city}. Si prega di rispondere entro {until}: accettare, proporre un altro orario o scegliere «per noi solo la registrazione».',
  'change-proposed.silence': '{silence, select, accept {Vale come consenso} other {Vale come rifiuto}}',
  'change-proposed.time-in': 'Orario proposto a {city}',
  'change-decided.subject':
    '{ending, select, agreed {Modifica approvata} decided {Modifica decisa} countered {Proposto un altro orario} refused {Modifica non approvata} stale {Proposta di modifica superata} other {Proposta di modifica ritirata}}: {title}',
  'change-decided.label':
    '{ending, select, agreed {La modifica è approvata} decided {Gli organizzatori hanno deciso la modifica} countered {È proposto un altro orario} refused {La modifica non è approvata} stale {La proposta è superata} other {La proposta è stata ritirata}}',
  'change-decided.body':
    '{ending, select, agreed {{n, plural, one {La sessione ha ora il nuovo orario. Chi ha un posto ne riceve notizia.} other {Le # sessioni hanno ora i nuovi orari. Chi ha un posto ne riceve notizia.}}} decided {Gli organizzatori hanno deciso senza attendere tutte le risposte. {n, plural, one {La sessione ha ora il nuovo orario. Chi ha un posto ne riceve notizia.} other {Le # sessioni hanno ora i nuovi orari. Chi ha un posto ne riceve notizia.}}} countered {Non tutte le città sono d’accordo: è proposto un altro orario. {n, plural, one {La sessione mantiene il suo orario.} other {Le # sessioni mantengono i loro orari.}}} refused {Non tutte le città hanno risposto in tempo, e qui la mancata risposta vale come rifiuto. {n, plural, one {La sessione mantiene il suo orario.} other {Le # sessioni mantengono i loro orari.}}} stale {{n, plural, one {La sessione è stata modificata o annullata} other {Delle # sessioni, almeno una è stata modificata o annullata}} dopo la proposta, che quindi non vale più. La proposta non ha cambiato nulla.} other {Gli organizzatori hanno ritirato la proposta. {n, plural, one {La sessione mantiene il suo orario.} other {Le # sessioni mantengono i loro orari.}}}}',
  'change-decided.other-time': '{city} propone',
  'change-decided.cancelled': 'Annullata',
  'answer-due.subject': '{city} non ha ancora risposto: {title}',
  'answer-due.label': 'Risposta attesa',
  'answer-due.body':
    '{matter, select, move {La proposta di modifica per «{title}» attende ancora la risposta di {city}.} poll {La domanda su quale orario va bene per {city} per «{title}» attende ancora una risposta.} other {L’invito a {title} attende ancora la risposta di {city}.}}\nSi prega di rispondere entro {until}.',

  'divergence-warning.subject': 'Orari che divergono: {title}',
  'divergence-warning.label': 'Orari che divergono',
  'divergence-warning.body':
    'L’ora non cambia ovunque lo stesso giorno. {n, plural, one {Una data di «{title}» cade in alcune città a un’ora locale diversa dal solito.} other {# date di «{title}» cadono in alcune città a un’ora locale diversa dal solito.}}\nSi prega di scegliere: mantenere l’orario della città ospitante, oppure lo stesso istante cambiando l’orario della città ospitante.',
  'divergence-warning.shift':
    '{earlier, select, earlier {{n, plural, one {# minuto prima} other {# minuti prima}}} other {{n, plural, one {# minuto dopo} other {# minuti dopo}}}}',
  'run-of-show.subject': 'Scaletta, {date}: {event}',
  'run-of-show.label': 'Scaletta',
  'run-of-show.body':
    '{n, plural, one {# sessione in questa giornata,} other {# sessioni in questa giornata,}} con l’ora locale e i posti di ogni città e con chi non ha ancora risposto.',
  'run-of-show.first': 'Prima sessione, ora locale',
  'run-of-show.seats':
    '{n, plural, =0 {nessun posto} one {# posto} other {# posti}}{waiting, plural, =0 {} other {, # in attesa}}',
  'run-of-show.elsewhere': 'Altrove',
  'run-of-show.invitation': '{city}: invito',
  'run-of-show.change': '{city}: proposta di modifica',
  'run-of-show.speakers': 'Relatori: {list}',
  'digest.subject': '{programme}: le novità, {date}',
  'digest.label': 'Le novità',
  'digest.body': 'Che cosa è accaduto in {programme} da ieri mattina.',
  'digest.seats':
    '{given, plural, =0 {Nessun nuovo posto} one {# nuovo posto} other {# nuovi posti}}{queued, plural, =0 {} other {, # in lista d’attesa}}{freed, plural, =0 {} one {, # annullato} other {, # annullati}}',
  'digest.city':
    '{city} {answer, select, accepted {partecipa} tentative {forse partecipa} declined {non partecipa} withdrawn {non partecipa più} other {è stata invitata}}',
  'digest.change':
    '{outcome, select, applied {Modifica approvata} rejected {Modifica non attuata} withdrawn {Proposta di modifica ritirata} other {Modifica proposta}}',
  'digest.poll': '{city} ha risposto quale orario va bene',
};
