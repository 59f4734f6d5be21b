## An item that can be played, looked at or read on the spot.

item-play = Play, show or read { $title }
player-label = Player: { $title }
player-play = Play
player-pause = Pause
player-position = Position
player-speed = Speed
played-moved = While it played you moved from { $before } to { $after }.
played-same = While it played you stayed { $before }.
