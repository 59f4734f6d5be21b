## The notice before anything is sensed, and what is kept.

notice-title = A list that listens to how you feel
notice =
    Attune guesses how you feel from your face, your voice or what you type, and picks films, songs, books and short reads to suit.
    That makes it an **emotion recognition system**, and the law says you must know before it starts (EU AI Act, Article 50(3)).
    It is sometimes wrong: you choose what it may use, and your own word always wins.
notice-picture = A face, a voice and a typed line lead to a list of films, songs and books, and to a dot on a map of moods
notice-details = Where it goes and what is kept
notice-look-first = Look first without sensing

consent-camera = **Face** · the expression of the nearest face, through your camera
consent-microphone = **Voice** · how you sound, through your microphone
consent-text = **Words** · what the comments you type say of your mood
consent-keep = **Keep my comments** · store what I wrote
consent-aloud = **Words I say aloud** · turned into text and read like a comment; English only

kept-where = **Where it goes.** Picture and sound go to the computer that runs this page's server and nowhere else. They are read in its memory and dropped at once.
kept-where-elsewhere = **Where it goes.** Picture and sound go to the computer that runs this page's server. It sends what there is to read in them on to **another computer** of whoever runs this page: your face cut out of the picture, your speech or its spectrum, and the comments you type. There they are read. Both computers keep them in memory alone and drop them at once, and they go nowhere else.
kept-what = **What is kept there.** The readings, once a second; the lists you saw, what each was made from, and which of their items stood on your screen for how long; what you opened, liked or waved away; what you asked of the list, and the language you chose; marks you set while looking back; your corrections; that you set a resting state, though not what it is; which items a history holds that you bring along, but not your ratings; your comments, if you switch that on. Never pictures, sound, or anything a face or voice could be rebuilt from. It is filed under a random number instead of a name, and the page About deletes it for good.
kept-aloud = **What you say aloud**, if you switch that on, is turned into words in the memory of the server of this page, by a model that knows English alone. You see the words for a moment. They count less than what you type, and what they ask of the list waits for your yes. Neither the sound nor the words are stored, unless you make them a comment.
kept-together = **Learning together**, if you switch that on, gives two numbers a sense at the end of your sitting, with noise and without a name, to how the faces and voices of all who agreed are read. They can't be taken back. Erase your sitting, and nothing is given.

notice-agree = Agree and continue
notice-not-for = Not made for decisions about people, nor for work or school.

queue-next = All places are taken at the moment. You are next: keep this page open, and it goes on by itself.
queue-number = All places are taken at the moment. You are number { $number } in line: keep this page open, and it goes on by itself.
queue-leave = Wait no longer
