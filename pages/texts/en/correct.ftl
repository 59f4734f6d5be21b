## Correct me: the person's own word.

correct = How do you feel, really?
correct-hint = Your own word leads for some minutes, then fades. It is kept next to what was read at that moment.
correct-grid-alt = Tap where you are, from unpleasant to pleasant and from calm to energetic
correct-pleasant = Unpleasant or pleasant
correct-energy = Calm or energetic
correct-apply = This is how I feel
correct-noted = Noted: pleasant { SIGNED($valence) }, energy { SIGNED($arousal) }.
correct-sensed = What was read then: { $figures }.
