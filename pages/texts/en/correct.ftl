## Correct me: the person's own word.

correct = How do you feel, really?
correct-open = Not right? Tell me
correct-words = A word for how you feel
correct-hint = Your own word counts most for some minutes, then fades. It is kept together with what I had thought.
correct-pleasant = Bad ← → good
correct-energy = Calm ← → full of energy
correct-apply = This is how I feel
correct-noted = Thank you. You said: { $feeling }.
correct-sensed = Before, I said: “{ $said }”
