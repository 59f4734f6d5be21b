## Ein Eintrag, den man gleich hier hören, ansehen oder lesen kann.

item-play = { $title } hier abspielen, zeigen oder lesen
player-label = Abspielen: { $title }
player-play = Abspielen
player-pause = Anhalten
player-position = Stelle
player-speed = Tempo
played-moved = Währenddessen kamst du von { $before } zu { $after }.
played-same = Währenddessen bliebst du { $before }.

make-music = Mach mir Musik
make-picture = Mach mir ein Bild
making = Entsteht gerade…
made-for = Für dich gemacht, bei angenehm { SIGNED($valence) } und Energie { SIGNED($arousal) }.
recipe-music = Ein Thema und seine Variation: { $mode }, { $tempo } Schläge pro Minute, { $beats } im Takt.
recipe-picture = Ein Bild: { $subject }; hell, wie das Gefühl angenehm, und kräftig, wie es voller Energie ist.
mode-phrygian = Phrygisch
mode-harmonic-minor = harmonisches Moll
mode-aeolian = natürliches Moll
mode-dorian = Dorisch
mode-mixolydian = Mixolydisch
mode-major = Dur
mode-lydian = Lydisch
subject-hills = Hügel
subject-mountains = Berge
subject-dunes = Dünen
subject-sea = das Meer
subject-forest = ein Wald
subject-town = eine Stadt
subject-room = ein Zimmer mit Fenster
subject-rain = Regen
subject-circles = Kreise
subject-currents = Strömungen
subject-shards = Splitter
