## What is made here of a work that is not here itself.

glimpse-make = A glimpse, made here
glimpse-of = A glimpse of { $title }
glimpse-own = Made by Attune from what is known of its mood. Nothing of the work itself is in it.
scene = { $place } { $light } { $motion }
scene-with-themes = { $place } { $light } { $motion } What lies ahead: { $themes }.
scene-stars = A window, and behind it more stars than anybody has counted.
scene-road = Dust, a fence, and a road that leads out of sight.
scene-door = A house at the end of a path, and a door that should be shut.
scene-street = A street after the rain; one window is still lit.
scene-field = A field in the early morning, and men who do not speak.
scene-letter = A desk, a lamp, and a letter that was begun three times.
scene-window = Somebody at a window, a closed book in their hands.
scene-table = A table that is laid for one more than will come.
scene-cups = A café about to close, and two cups on one table.
scene-kitchen = A kitchen in which somebody has just said the wrong thing.
scene-stage = A stage before the doors open; a single lamp is on.
scene-gate = A garden gate, just low enough to climb over.
scene-path = A path that was not on the map yesterday.
scene-light-low = The light is going, and nobody turns on another.
scene-light-middle = The light has not made up its mind yet.
scene-light-high = The light comes in as if somebody had asked it to.
scene-motion-low = For a long while nothing moves.
scene-motion-middle = Somebody is on their way here.
scene-motion-high = Then everything happens at once.
