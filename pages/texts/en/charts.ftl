## Axes, legends and marks of the charts.

signed = { SIGNED($value) }
axis-valence = unpleasant    ←    →    pleasant
axis-arousal = calm    ←    →    energetic
corner-tense = tense
corner-gloomy = gloomy
corner-excited = excited
corner-content = content
map-target = where the list leads
map-title = Title
map-kind = Kind
line-valence = Pleasant
line-arousal = Energy
line-anyway = how it would likely have gone anyway
lane-list = List
lane-items = Items
lane-you = You
event-what = What
event-text = In words
