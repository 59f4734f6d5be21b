## Journey: how the sitting went so far.

journey = How it went so far
journey-file = Take it along (CSV)
journey-alt = Feelings, pleasantness and energy over the sitting, with what you were shown and what you did
journey-empty = What you write, open, like or correct will be listed here.
journey-anyway = Dotted: how pleasantness would likely have gone anyway from each new list on, back towards your mean. How fast was learnt from people who noted their mood before and after songs, not from you.
journey-switches = Upright lines: from here on the list followed another strategy. What came after stands beside what was likely anyway; whether the list did it, one visit can't tell.
journey-switch = { $strategy } { $why }
journey-switch-and = { $strategy } { $why } Pleasantness went from { SIGNED($before) } to { SIGNED($real) } in { $seconds } s; anyway it would likely have come to { SIGNED($likely) }.
journey-correction = { $told }; I had thought { $sensed }

event-like = Liked
event-no = Not for you
event-open = Opened
event-finish = Finished
event-comment = You wrote
event-correction = You corrected
event-list = List changed
event-stay = You stayed with
event-switch = Turned to
journey-finished = { $title }, to its end ({ $seconds } s)
journey-skipped = { $title }, skipped after { $seconds } s
journey-left = { $title }, for { $seconds } s
journey-finished-and = { $title }, to its end ({ $seconds } s): { $moved }
journey-skipped-and = { $title }, skipped after { $seconds } s: { $moved }
journey-left-and = { $title }, for { $seconds } s: { $moved }
journey-moved = from { $before } to { $after }
journey-same = you stayed { $before }

poster-make = One picture
poster-title = A visit to Attune in one picture
poster-svg = As SVG
poster-png = As PNG
poster-about = { $length } min · list number { $lists }
poster-pleasant = how pleasant
poster-energy = how much energy
poster-list = another list
poster-estimate = Readings are estimates, never facts about a person.
