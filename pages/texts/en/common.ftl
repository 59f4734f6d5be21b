## What several pages say.

emotion-anger = angry
emotion-disgust = disgusted
emotion-fear = uneasy
emotion-joy = cheerful
emotion-sadness = sad
emotion-surprise = surprised
emotion-neutral = calm
emotion-unknown = hard to read

emotion-anger-name = Anger
emotion-disgust-name = Disgust
emotion-fear-name = Fear
emotion-joy-name = Joy
emotion-sadness-name = Sadness
emotion-surprise-name = Surprise
emotion-neutral-name = Neutral
emotion-unknown-name = Not sure

feeling-surprised = surprised
feeling-excited = excited
feeling-happy = happy
feeling-content = content
feeling-calm = calm
feeling-tired = tired
feeling-bored = bored
feeling-sad = sad
feeling-worried = worried
feeling-angry = angry
feeling-okay = okay

modality-face = Face
modality-voice = Voice
modality-text = Words
modality-told = Your own word

kind-film-label = Film
kind-song-label = Song
kind-book-label = Book
kind-read-label = Short read
kind-music-label = Music
kind-picture-label = Picture

facts = { $kind } · { $year }
facts-bc = { $kind } · { $year } BC
length = { $hours } h { $minutes } min
length-hours = { $hours } h
length-minutes = { $minutes } min

ago-now = now
ago-seconds = { $seconds } s ago
ago-minutes = { $minutes } min ago

cover-of = Cover of { $title }
language = Language

page-live = Live
page-catalogue = Catalogue
page-lab = Lab
page-about = About
