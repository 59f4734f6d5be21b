## What a sitting says of itself.

without-rank = Without { $source } it would be number { $rank }
without-still = Without { $source } it would still be number { $rank }
without-not-listed = Without { $source } it would not be listed
without-face = your face
without-voice = your voice
without-text = your comment
without-told = your correction
