## Achsen, Legenden und Zeichen der Diagramme.

signed = { SIGNED($value) }
axis-valence = unangenehm    ←    →    angenehm
axis-arousal = ruhig    ←    →    energisch
corner-tense = angespannt
corner-gloomy = trüb
corner-excited = begeistert
corner-content = zufrieden
map-target = dahin führt die Liste
map-title = Titel
map-kind = Art
line-valence = Angenehm
line-arousal = Energie
line-anyway = wie es wohl ohnehin gegangen wäre
lane-list = Liste
lane-items = Titel
lane-you = Du
event-what = Was
event-text = In Worten
