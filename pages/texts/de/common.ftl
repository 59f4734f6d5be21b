## Was mehrere Seiten sagen.

emotion-anger = wütend
emotion-disgust = angewidert
emotion-fear = beunruhigt
emotion-joy = fröhlich
emotion-sadness = niedergeschlagen
emotion-surprise = überrascht
emotion-neutral = ausgeglichen

language = Sprache
