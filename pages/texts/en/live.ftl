## The page Live: what is read, the list, and what senses.

state-unknown = Not sure how you feel yet.
state = You seem { $emotion }, { $sureness }.
sureness-0 = quite sure
sureness-1 = fairly sure
sureness-2 = not very sure
sureness-3 = more a guess than a reading
figures = { $emotion } · pleasant { SIGNED($valence) } · energy { SIGNED($arousal) }

goal = What should the list do?
goal-match = Match
goal-lift = Lift
goal-calm = Calm
goal-steady = Steady
goal-match-meaning = Items that fit how you feel now.
goal-lift-meaning = Items that lead towards a better mood, step by step.
goal-calm-meaning = Items that quieten things down.
goal-steady-meaning = Items that keep you where you are.

comment-ask = How are you, or what would you like?
comment-hint = How you are, or what you would like: “something funny, but not a film”. It counts for about a minute.
comment-unread = I can read English, German, Spanish and French, and did not recognise this as any of them.
comment-echo = You wrote: { $comment }
comment-hurried = That came too fast to be taken; wait a moment and send it again.

list = For you, now
list-hold = Hold
list-held = Held: the list stays as it is until you let go.
list-empty = Nothing fits right now. Pick another goal, or like something you passed on.
moved-up = up { $steps }
moved-down = down { $steps }
moved-in = new
item-like = Like { $title }
item-liked = { $title } is one you like
item-no = Not for me: { $title }
item-open = Open { $title }
item-close = Close { $title }
item-why = Why it is here.
item-gone = No longer in the list.

meter = { $icon } **{ $modality }** { $reading }
meter-counts = counts { NUMBER($share, style: "percent") }
meter-refused = off, as you asked
meter-waits = waits for Start
meter-off = off
meter-waiting-face = waiting for the camera
meter-waiting-voice = waiting for the microphone
meter-waiting-text = nothing written yet
meter-waiting-told = nothing yet; see Correct me
meter-nothing-face = nothing read just now
meter-nothing-voice = listening
meter-nothing-text = your last comment has faded
meter-nothing-told = what you said of yourself has faded
meter-lost-face = the camera's picture stopped arriving
meter-lost-voice = the microphone's sound stopped arriving
meter-lost-text = gone
meter-lost-told = gone
meter-stale = { $reading }, fading ({ $ago })
meter-several-faces = { $reading }; several faces, the largest is read
meter-leads = leads the reading
meter-reads = { $emotion }, { NUMBER($confidence, style: "percent") } sure
condition-no-face = no face in view; look towards the camera
condition-dark = too dark; turn to a lamp or a window
condition-blurred = blurred; hold still or wipe the lens
condition-silent = silent; it listens when you speak
condition-noise = sound, but no speech in it
condition-too-short = too little to go by
condition-empty = nothing written
condition-invalid = the signal cannot be read

start = Start
stop = Stop
picture-none = No picture yet
map-alt = Where your feeling is and was, from unpleasant to pleasant and from calm to energetic
senses = What is sensed
senses-camera = Face, by camera
senses-microphone = Voice, by microphone
senses-text = Words I type
senses-hint = What you switch off is no longer read, from this moment on.

panel = Look behind the list
panel-why = Why
panel-journey = Journey
panel-correct = Correct me

start-over = Start over
start-over-help = Ends your sitting and asks whoever comes next. What was kept of it stays and can no longer be deleted from here: if you want it gone, delete it on About first.
