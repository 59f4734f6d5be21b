## A look around.

tour-begin = Show me around
tour-again = Show me around
tour-skip = Skip
tour-next = Next
tour-back = Back
tour-done = Done
tour-label = A look around
tour-state = This sentence says how you seem, and how sure I am. If it is wrong, tell me beside it: your own word always wins.
tour-comment = Write how you are, or what you would like. What you say of yourself counts more than how you look.
tour-goal = Choose what the list should do with your mood: go along, lift, calm, or hold it.
tour-senses = Start lets camera and microphone take part. No picture or sound is kept, and Stop ends it at once.
tour-list = The list follows as you change. Each row says why it is there; like it, wave it away, or open it.
tour-play = What has a play, picture or book sign opens right here, and how you felt meanwhile counts for the next list.
tour-panel = The map shows where you are: drag the dot and watch the list. Why, Journey and Correct me lie behind the other tabs.
tour-end = When you leave, start over. Erasing takes everything of your visit away.
