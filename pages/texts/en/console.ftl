## The researcher's console.

page-console = Console
console-password = Password
console-enter = Enter
console-leave = Leave
console-wrong = This is not the password.
console-wait = Too many wrong passwords. Try again in { $seconds } s.

console-study = Study
console-new = New study
console-template = After the template
console-name = Its name, in lower-case letters, digits and hyphens
console-create = Create
console-no-study = That did not work: { $problem }
console-broken = The study's file cannot be used yet. Each line says where and what to write instead; change it below.
console-other-name = The file { $name }.yaml names its study otherwise; both must be the same.

console-links = Links
console-steps = From here to a first participant: change the file at the end of this page, look at each condition, send simulated people through, then send the link.
console-contact = Participants would be told “{ $contact }”. Name somebody in the file, at contact.
console-invite-plain = Without a panel; each browser that follows it is somebody new:
console-invite = For participants; this is how Prolific fills it in:
console-preview = Look at a condition as a participant sees it. What you do there is kept apart from the study's data.

console-now = Now
console-done = completed
console-active = at it now
console-left = left
console-consented = agreed to take part
console-cell = conditions
console-quota = to complete
console-ended-as = { $status }: { $count }
console-left-at = left at { $step }: { $count }
console-agreed = { $sense }: { $count } of { $of } agreed
console-sensed = in the last { $sittings } sittings something could be read { $known } % of the time, with a mean uncertainty of { NUMBER($uncertainty, maximumFractionDigits: 2) }
console-attention = { $sense }: { $share } % of the attention
recruiting-open = The study takes people.
recruiting-paused = The study is paused: nobody new comes in, and who takes part goes on.
recruiting-stopped = The study is stopped: nobody new comes in, and who takes part may finish.
recruit-open = Take people
recruit-paused = Pause
recruit-stopped = Stop

console-people = Participants
console-nobody = Nobody has come yet.
console-id = id
console-status = status
console-step = step
console-excluded = left out because
console-reason = reason to leave them out
console-exclude = Leave out
console-include = Take in again
console-erase = Erase
console-erase-what = Erase removes the person of this id with all that is kept of them, for good, as they can ask for. Nobody can be found by the receipt.
console-no-person = Nobody in this study has this id.
console-is-excluded = They are left out of the analysis now; their data stay.
console-is-included = They count again.
console-erased = Erased: { $rows } rows. Receipt { $receipt }.
console-still-there = They are at it now. Ask again once they are done or gone.
console-erasures =
    { $count ->
        [one] One person was erased:
       *[other] { $count } people were erased:
    }

console-rehearse = Before launch
console-pilot-what = Simulated people go through the study's real steps, in a record of their own that is thrown away.
console-pilot-people = simulated people
console-pilot = Pilot
console-pilot-runs = { $people } simulated people are on their way.
console-pilot-done = { $people } simulated people went through. Below, their data can be exported and analysed.
console-pilot-failed = The pilot ended early.
console-power-what = How many people does it take to find what the study's file expects? It is simulated and analysed again and again.
console-power = Power
console-power-runs = Simulating
console-no-power = To see how many people it takes, state `analysis: expected` in the study's file, as two-claims does.

console-data = Data
console-source = of
console-people-source = people
console-simulated-source = the pilot
console-export = Export
console-analyse = Analyse
console-analyses = Analysing
console-report = Report, one HTML file
console-figures = Figures, SVG and PDF

console-file = The study's file
console-shipped = This study comes with Attune. To change it, make a new one after it.
console-enrolled = People have enrolled under this file. If you change it, what it plans is no longer planned before.
console-text = Text of the file
console-save = Save
console-saved = Saved.
