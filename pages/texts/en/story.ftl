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
