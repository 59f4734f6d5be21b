## Ein Eintrag, den man gleich hier hören, ansehen oder lesen kann.

item-play = { $title } hier abspielen, zeigen oder lesen
player-label = Abspielen: { $title }
player-play = Abspielen
player-pause = Anhalten
player-position = Stelle
player-speed = Tempo
played-moved = Währenddessen kamst du von { $before } zu { $after }.
played-same = Währenddessen bliebst du { $before }.
