## The personal baseline.

baseline-request-both = Faces and voices differ. Be as you are at rest for { $seconds } s, looking at the screen, quiet or saying a sentence, and readings start from there.
baseline-request-face = Faces differ. Be as you are at rest for { $seconds } s, looking at the screen, and readings start from there.
baseline-request-voice = Voices differ. Be as you are at rest for { $seconds } s, saying a sentence or two, and readings start from there.
baseline-rest-both = At rest, looking at the screen, quiet or saying a sentence: { $seconds } s
baseline-rest-face = At rest, looking at the screen: { $seconds } s
baseline-rest-voice = At rest, saying a sentence or two: { $seconds } s
baseline-failed = Too little was seen or heard for that, so nothing has changed.
baseline-set = Set to your resting { $senses }.
baseline-of-face = face
baseline-of-voice = voice
baseline-looked = It read as { $emotion }; if you weren't at rest, take it again.
baseline-take = Set my resting state
baseline-again = Take it again
baseline-cancel = Cancel
baseline-remove = Remove
baseline-skip = Skip
