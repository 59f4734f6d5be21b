## Was mehrere Seiten sagen.

emotion-anger = wütend
emotion-disgust = angewidert
emotion-fear = beunruhigt
emotion-joy = fröhlich
emotion-sadness = traurig
emotion-surprise = überrascht
emotion-neutral = ruhig
emotion-unknown = schwer zu lesen

emotion-anger-name = Wut
emotion-disgust-name = Ekel
emotion-fear-name = Angst
emotion-joy-name = Freude
emotion-sadness-name = Trauer
emotion-surprise-name = Überraschung
emotion-neutral-name = Neutral
emotion-unknown-name = Nicht sicher

feeling-surprised = überrascht
feeling-excited = aufgedreht
feeling-happy = glücklich
feeling-content = zufrieden
feeling-calm = ruhig
feeling-tired = müde
feeling-bored = gelangweilt
feeling-sad = traurig
feeling-worried = besorgt
feeling-angry = wütend
feeling-okay = ganz okay

modality-face = Gesicht
modality-voice = Stimme
modality-text = Worte
modality-told = Dein eigenes Wort

kind-film-label = Film
kind-song-label = Lied
kind-book-label = Buch
kind-read-label = Kurzer Text
kind-music-label = Musik
kind-picture-label = Bild

facts = { $kind } · { $year }
facts-bc = { $kind } · { $year } v. Chr.
length = { $hours } Std. { $minutes } Min.
length-hours = { $hours } Std.
length-minutes = { $minutes } Min.

ago-now = gerade eben
ago-seconds = vor { $seconds } s
ago-minutes = vor { $minutes } Min.

cover-of = Titelbild von { $title }
language = Sprache

page-live = Live
page-catalogue = Katalog
page-lab = Labor
page-about = Über Attune
