## The page Live: what is read, the list, and what senses.

state-unknown = Not sure how you feel yet.
state-told = You said: { $feeling }.
state-faded = A moment ago you seemed { $emotion }.
state-sure = { $said }. { $sure }.
state-seems = You seem { $emotion }
state-face = You look { $emotion }
state-voice = You sound { $emotion }
state-text = Your words say { $emotion }
state-face-voice = You look and sound { $emotion }
state-face-text = You look { $emotion }, and your words say so too
state-voice-text = You sound { $emotion }, and your words say so too
state-face-voice-text = You look and sound { $emotion }, and your words say so too
state-differ = { $other }, but { $said }. { $why }.
says-face-first = You look { $emotion }
says-voice-first = You sound { $emotion }
says-text-first = Your words say { $emotion }
says-other-first = Something else says { $emotion }
says-face-then = you look { $emotion }
says-voice-then = you sound { $emotion }
says-text-then = your words say { $emotion }
says-other-then = something else says { $emotion }
goes-by-face = your face
goes-by-voice = your voice
goes-by-text = your words
goes-by-other = that
goes-by-own = I go by { $sense }: you know best
goes-by-clearer = I go by { $sense }: that is clearer just now
goes-by-most = I go by what more than one sense says
goes-by-whole = Over the last few seconds { $sense } fits best
sureness-0 = I am quite sure
sureness-1 = I am fairly sure
sureness-2 = I am not very sure
sureness-3 = That is little more than a guess
state-then = You seemed { $emotion }.
figures = { $emotion } · pleasant { SIGNED($valence) } · energy { SIGNED($arousal) }

goal = What should the list do?
goal-for-you = For you
goal-match = Match
goal-lift = Lift
goal-calm = Calm
goal-steady = Steady
goal-for-you-meaning = Items that suit the moment: what fits when you are at ease, company and then lighter when you are low, calmer when you are tense.
goal-match-meaning = Items that fit how you feel now.
goal-lift-meaning = Items that lead towards a better mood, step by step.
goal-calm-meaning = Items that quieten things down.
goal-steady-meaning = Items that keep you where you are.

comment-ask = How are you, or what would you like?
comment-hint = For example: “something funny, but not a film”
comment-unread = I can read English, German, Spanish and French, and did not recognise this as any of them.
comment-echo = You wrote: { $comment }
comment-hurried = That came too fast to be taken; wait a moment and send it again.

list = For you, now
list-hold = Hold
list-split = Compare
list-with-feeling = With your feeling
list-without-feeling = Without it
list-only-here = only here
list-shared =
    { $count ->
        [0] The two lists have nothing in common.
        [one] One title stands in both lists.
       *[other] { $count } titles stand in both lists.
    }
list-glides = If you felt { $feeling }, I would pick these.
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
item-leaves = it leaves in a moment
item-gone = No longer in the list.

meter = { $icon } **{ $modality }** { $reading }
meter-counts-little = counts a little
meter-counts-some = counts some
meter-counts-most = counts most
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
meter-reads = { $emotion }, { NUMBER($confidence, style: "percent") } sure
device-refused-face = The camera is not allowed. Allow it beside the address bar, and it begins
device-refused-voice = The microphone is not allowed. Allow it beside the address bar, and it begins
device-missing-face = I find no camera. Plug one in, and it begins
device-missing-voice = I find no microphone. Plug one in, and it begins
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
map-dot = Where you are. Drag it, or move it with the arrow keys and press Enter
map-left = feels bad
map-right = feels good
map-top = full of energy
map-bottom = quiet
map-hint = Drag the dot and the list goes along.
senses = What is sensed
senses-camera = Face, by camera
senses-microphone = Voice, by microphone
senses-text = Words I type
senses-hint = What you switch off is no longer read, from this moment on.
map-means = What does letting go mean?
map-means-feel = I feel like this
map-means-wish = I want to get there
map-back = Put the dot back

panel = Look behind the list
panel-map = Map
panel-why = Why
panel-journey = Journey
panel-correct = Correct me

start-over = Start over
start-over-help = Ends your visit and asks whoever comes next. What was kept of it stays and can no longer be deleted from here: if you want it gone, delete it on About first.
reset-visitor = Erase and start over
reset-visitor-help = Ends your visit and erases all of it: on this page, in memory and in the record. Then it asks whoever comes next.
