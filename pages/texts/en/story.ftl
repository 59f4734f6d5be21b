## The page Story: a written person's sitting, seen without a camera.

page-story = Stories
story-start = See it without a camera
story-offer = Three written people. What their face and voice read as is written down; from there on all is computed as it is for anybody, now and here. Nothing of it is kept.
story-choose = Whose story
story-play = Play
story-pause-it = Pause
story-again = Play again
story-leave = Try it yourself
story-writes = Writes: “{ $comment }”

page-presenter = Presenter
presenter-none = Choose a story here, or begin a visit on Live in another window of this browser. Both windows then belong together.
presenter-visitor = A visitor's own sitting goes on in another window of this browser.
presenter-audience = Open the audience's window
presenter-remote = Remote
presenter-seen = What the audience sees
presenter-next = Next: { $title }
presenter-last = The last chapter
presenter-hold = Hold the list
presenter-let-go = Let the list go
attract-countdown = Is anybody still there? In { $seconds } s this visit is erased. Touch anything to go on.
