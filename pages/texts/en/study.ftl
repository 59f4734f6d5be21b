## What participants of a study read, besides the study's own words.

page-study = Study
study-unknown = This address names no study. Please open the link you were given once more.
study-broken = This study can't be opened at the moment. Whoever runs this server finds the cause in its log.
study-paused = This study takes a break. Please open the link again later.
study-stopped = This study is over and takes nobody new. Thank you for coming.
study-no-id = The link names nobody that could be kept. Please open it once more as you were given it.

study-senses =
    The list reads how you feel, as well as it can. That is an **emotion recognition system** (EU AI Act, Article 50(3)),
    and its readings are estimates. Switch on what it may use; you can take part without any of it.
study-kept = **What is kept.** Your answers, the id that your link names, the readings once a second, the lists you saw, and what you did with them;
    your comments only if you allow it. Never pictures, sound, or anything a face or voice could be rebuilt from. It is kept for this study
    on the computer that runs this page, and erased when you ask for it.
study-contact = Questions, or to have your data erased: { $contact }
study-agree = I agree and take part
study-refuse = I do not take part

study-about-you = About you
study-next = Next
study-send = Send
study-finish = Finish
study-between = { $low } or { $high }
study-slider-hint = Move the slider, even if only a little.
study-missing =
    { $count ->
        [0] This is not over yet.
        [one] One answer is still missing.
       *[other] { $count } answers are still missing.
    }
study-not-kept = This answer could not be kept. Please give it once more.

study-time-left = { $minutes }:{ $seconds } left
study-finish-left =
    { $count ->
        [one] One more to hear or read to the end
       *[other] { $count } more to hear or read to the end
    }
study-rate-left =
    { $count ->
        [one] One more to rate
       *[other] { $count } more to rate
    }
study-task-over = This part is done. Your list is closed now.

study-debrief = What this study was about
study-code = Your code:
study-kept-all = All your answers are kept. Thank you.
study-back = Back to where you came from
study-again = Try again
study-fail = It goes on failing: end the study here
study-ended-done = You are done
study-ended-no-consent = You chose not to take part
study-ended-screened-out = Thank you, but this study is looking for other people
study-ended-failed-checks = The study has ended: too many questions were answered without being read
study-ended-technical-failure = The study has ended because something failed
study-ended-full = Thank you, but enough people have taken part already
