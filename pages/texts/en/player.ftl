## An item that can be played, looked at or read on the spot.

item-play = Play, show or read { $title }
player-label = Player: { $title }
player-play = Play
player-pause = Pause
player-position = Position
player-speed = Speed
played-moved = While it played you moved from { $before } to { $after }.
played-same = While it played you stayed { $before }.

make-music = Make me music
make-picture = Make me a picture
making = Being made…
made-for = Made for you, at pleasant { SIGNED($valence) } and energy { SIGNED($arousal) }.
recipe-music = A theme and its variation: { $mode }, { $tempo } beats a minute, { $beats } in a bar.
recipe-picture = A picture of { $subject }; bright as the feeling is pleasant, strong as it is full of energy.
mode-phrygian = Phrygian
mode-harmonic-minor = harmonic minor
mode-aeolian = natural minor
mode-dorian = Dorian
mode-mixolydian = Mixolydian
mode-major = major
mode-lydian = Lydian
subject-hills = hills
subject-mountains = mountains
subject-dunes = dunes
subject-sea = the sea
subject-forest = a wood
subject-town = a town
subject-room = a room with a window
subject-rain = rain
subject-circles = circles
subject-currents = currents
subject-shards = shards
