## What people who agreed to it teach together.

page-together = Learning together
together =
    Whoever agrees to it lets what they tell Attune of themselves teach how faces and voices are read: a correction says how they felt when they looked or sounded like that, and a resting state says what being calm looks like on them.
    Their moments stay in their own sitting. At its end two numbers leave it for each sense, blurred so that they say almost nothing of one person; only many of them together say something. It is off unless you switch it on, under **What is sensed** on the page Live.
together-details = What leaves a sitting, exactly
together-promise =
    - From { $fewest } moments of a sense on, the sitting finds by how much that sense should be read pleasanter or more awake for this person. This pair of numbers is shortened to a length of { $radius } at most, and random numbers with a standard deviation of { $noise } are added to each. Then it leaves the sitting, once, with the day and without a name.
    - That makes what one person gives of one sense differentially private with epsilon { $epsilon } and delta { $delta }, even against whoever runs this server's database; of face and voice, epsilon is { $both }. No moment, picture, sound or correction is given.
    - After every { $round } contributions all of them are averaged, and the average is held back as long as the noise in it is large. It takes about a hundred people until it says much.
    - It counts for those who agreed to it, and for nobody in a study. What was given can't be taken back, as nobody can tell whose it was. Who erases their sitting gives nothing.
together-face = Faces
together-voice = Voices
together-gave = People who gave
together-waiting = { $waiting } of { $round } for the next round
together-pleasant = Read pleasanter by
together-awake = Read more awake by
together-none = No round yet. The first is complete once { $round } people have given.
together-round = Round
together-what = What
together-moved = Moved by
together-pleasanter = pleasanter
together-more-awake = more awake
together-meaning = How far a reading is moved that takes all seven emotions for equally likely. A sure reading moves less.
