## What a sitting says of itself.

without-rank = Without { $source } it would be number { $rank }
without-still = Without { $source } it would still be number { $rank }
without-not-listed = Without { $source } it would not be listed
without-face = your face
without-voice = your voice
without-text = your comment
without-told = your correction

faults = { $failed }. All else goes on; if this stays, press Stop and then Start.
fault = { $doing } failed ({ $kind })
doing-fuse = Combining what was sensed
doing-list = Making the list
doing-hear = Turning speech into words
doing-read = Reading what came from: { $modality }

why-behaviour = Your mood does not count here; the list goes by what you do.
why-chance = These are drawn by chance: no mood and no taste counts here.
why-wandering = These follow no mood: where they aim is drawn by chance.
