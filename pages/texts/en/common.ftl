## What several pages say.

emotion-anger = angry
emotion-disgust = put off
emotion-fear = uneasy
emotion-joy = cheerful
emotion-sadness = down
emotion-surprise = surprised
emotion-neutral = even-tempered

language = Language
